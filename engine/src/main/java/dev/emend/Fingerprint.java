package dev.emend;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over a sequence of fields. Each field is preceded by its length, so that no two different sequences of fields
 * give the same bytes. Not thread-safe; make one for each value.
 */
public final class Fingerprint {

    private final MessageDigest digest;

    private Fingerprint(String domain) {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
        add(domain);
    }

    /** @param domain what kind of value this is, so that two kinds never share a fingerprint */
    public static Fingerprint of(String domain) {
        return new Fingerprint(domain);
    }

    public Fingerprint add(String field) {
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        digest.update(bytes);
        return this;
    }

    public Fingerprint add(long field) {
        return add(Long.toString(field));
    }

    public Fingerprint add(double field) {
        return add(Double.toString(field));
    }

    /** 64 hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The first eight bytes as a number: a seed that depends on every field. */
    public long seed() {
        return ByteBuffer.wrap(digest.digest()).getLong();
    }
}
