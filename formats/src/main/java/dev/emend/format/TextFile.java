package dev.emend.format;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads a text file as strict UTF-8. A byte order mark is dropped. */
public final class TextFile {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private TextFile() {}

    /** @throws InvalidInputException where there is no such file, or it is not UTF-8 */
    public static String read(Path file) {
        return read(file, Where.file(file.toString()));
    }

    /**
     * @param namedAt what names the file, so that an error about a missing one points there
     * @throws InvalidInputException where there is no such file, or it is not UTF-8
     */
    public static String read(Path file, Where namedAt) {
        if (!Files.isRegularFile(file)) {
            throw new InvalidInputException(
                    Files.isDirectory(file) ? "\"" + file + "\" is a folder" : "there is no file \"" + file + "\"",
                    namedAt,
                    "the name is misspelt; a path in a file starts from that file's folder.");
        }
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (AccessDeniedException denied) {
            throw new InvalidInputException(
                    "the file \"" + file + "\" cannot be read: permission denied", namedAt, "another user owns it.");
        } catch (IOException unreadable) {
            throw new InvalidInputException(
                    "the file \"" + file + "\" cannot be read: " + unreadable.getMessage(), namedAt, "");
        }
        String text = decode(bytes, file.toString());
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    /**
     * A path as it stands in a file, from that file's folder.
     *
     * @throws InvalidInputException where no file of this system can have it, such as a name with letters that its locale lacks
     */
    public static Path beside(Path file, String path, Where namedAt) {
        try {
            return file.resolveSibling(path);
        } catch (InvalidPathException impossible) {
            throw new InvalidInputException(
                    "\"" + path + "\" can be no file here: " + impossible.getReason(),
                    namedAt,
                    path.chars().anyMatch(Character::isISOControl)
                            ? "a control character stands in it."
                            : "the locale has no such letters; LC_ALL=C.UTF-8 has all.");
        }
    }

    private static String decode(byte[] bytes, String file) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            throw malformed(bytes, in.position(), file);
        }
        return out.flip().toString();
    }

    private static InvalidInputException malformed(byte[] bytes, int offset, String file) {
        int line = 1;
        for (int i = 0; i < offset; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        String value = "0x%02X".formatted(bytes[offset]);
        boolean utf16 = bytes.length > 1 && (bytes[0] & 0xFF) + (bytes[1] & 0xFF) == 0xFE + 0xFF;
        return new InvalidInputException(
                "the byte " + value + " at offset " + offset + " is not UTF-8",
                Where.line(file, line),
                "the file was saved as " + (utf16 ? "UTF-16" : "Windows-1252 or Latin-1") + "; save it as UTF-8.");
    }
}
