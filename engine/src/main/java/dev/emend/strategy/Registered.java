package dev.emend.strategy;

import dev.emend.search.Strategy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The strategies that other libraries register. They are looked for by the class loader of the thread that asks, which knows an
 * application's own classes where these are loaded apart from its libraries, and by the engine's. One that cannot be loaded costs only
 * itself.
 *
 * @param strategies by name, no class twice
 * @param faults why others could not be loaded
 */
record Registered(List<Strategy> strategies, List<String> faults) {

    Registered {
        strategies = List.copyOf(strategies);
        faults = List.copyOf(faults);
    }

    static Registered found() {
        Map<String, Strategy> strategies = new LinkedHashMap<>();
        Set<String> faults = new LinkedHashSet<>();
        Stream.of(Thread.currentThread().getContextClassLoader(), Strategies.class.getClassLoader())
                .filter(Objects::nonNull)
                .distinct()
                .forEach(loader -> faults.addAll(load(loader, strategies)));
        List<Strategy> sorted = new ArrayList<>(strategies.values());
        sorted.sort(Comparator.comparing(Strategy::name)
                .thenComparing(strategy -> strategy.getClass().getName()));
        return new Registered(sorted, List.copyOf(faults));
    }

    /**
     * @param strategies by the names of their classes; what this loader finds beside them is added
     * @return why others could not be loaded
     */
    private static Set<String> load(ClassLoader loader, Map<String, Strategy> strategies) {
        Set<String> faults = new LinkedHashSet<>();
        Iterator<ServiceLoader.Provider<Strategy>> providers =
                ServiceLoader.load(Strategy.class, loader).stream().iterator();
        boolean more = true;
        while (more) {
            try {
                more = providers.hasNext();
                if (more) {
                    add(providers.next(), strategies, faults);
                }
            } catch (ServiceConfigurationError | LinkageError unreadable) {
                // The next one may be readable; the same error again would come for ever.
                more = faults.add(
                        unreadable instanceof ServiceConfigurationError
                                ? String.valueOf(unreadable.getMessage())
                                : unreadable.toString());
            }
        }
        return faults;
    }

    private static void add(
            ServiceLoader.Provider<Strategy> provider, Map<String, Strategy> strategies, Set<String> faults) {
        String type = provider.type().getName();
        if (strategies.containsKey(type)) {
            return;
        }
        try {
            Strategy strategy = provider.get();
            String name = strategy.profile().name();
            if (name.isBlank() || !name.equals(strategy.name())) {
                faults.add(type + ": its name is \"" + strategy.name() + "\", and its profile's is \"" + name + "\"");
                return;
            }
            strategies.put(type, strategy);
        } catch (ServiceConfigurationError | LinkageError | RuntimeException broken) {
            faults.add(type + ": " + (broken.getCause() == null ? broken : broken.getCause()));
        }
    }
}
