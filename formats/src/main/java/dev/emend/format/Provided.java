package dev.emend.format;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import java.util.ServiceLoader;

/** What files ask for and another module does. */
public final class Provided {

    private Provided() {}

    /**
     * @param namedAt what asks for it
     * @param missing what cannot be done without it
     * @throws InvalidInputException where nothing on the class path provides it
     */
    public static <T> T by(Class<T> service, Where namedAt, String missing) {
        return ServiceLoader.load(service, service.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        missing, namedAt, "the module emend-scoring is not on the class path."));
    }
}
