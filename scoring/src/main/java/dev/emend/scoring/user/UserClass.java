package dev.emend.scoring.user;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.MetricContext;
import dev.emend.metric.Options;
import dev.emend.metric.Outcome;
import dev.emend.metric.Question;
import dev.emend.metric.Score;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A {@link Metric} of the user's, loaded by name in a class loader of its own. Nothing limits what it does or for how long. */
record UserClass(String type, Metric metric) implements Metric {

    static UserClass from(Options options, MetricContext context) {
        String type = options.required("class", "give the name of a class, such as com.example.Politeness.");
        List<URL> places = new ArrayList<>();
        for (String entry : options.texts("classpath")) {
            places.add(place(context.folder(), entry));
        }
        return new UserClass(type, made(type, loaded(type, places), settings(options)));
    }

    private static URL place(Path folder, String entry) {
        try {
            Path full = folder.resolve(entry).toAbsolutePath().normalize();
            if (Files.isReadable(full)) {
                return full.toUri().toURL();
            }
        } catch (InvalidPathException noPath) {
            // Then it cannot be read either.
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException("no address for " + entry, impossible);
        }
        throw new InvalidInputException(
                "the class path of the metric java names " + entry + ", which cannot be read",
                Where.NOWHERE,
                "the path does not start in the task file's folder, where relative paths do.");
    }

    private static Map<String, String> settings(Options options) {
        Map<String, String> settings = new TreeMap<>();
        for (String item : options.texts("options")) {
            int equals = item.indexOf('=');
            if (equals < 1) {
                throw options.wrong("options", "a list of items such as least=3");
            }
            settings.put(
                    item.substring(0, equals).strip(),
                    item.substring(equals + 1).strip());
        }
        return settings;
    }

    // The loader lives as long as the metric: closing it would cut off classes that are not loaded yet.
    @SuppressWarnings("resource")
    private static Class<? extends Metric> loaded(String type, List<URL> places) {
        URLClassLoader loader = new URLClassLoader(places.toArray(URL[]::new), Metric.class.getClassLoader());
        try {
            Class<?> found = Class.forName(type, true, loader);
            if (!Metric.class.isAssignableFrom(found)) {
                throw wrong(type, "is no " + Metric.class.getName(), "it lacks \"implements Metric\".");
            }
            return found.asSubclass(Metric.class);
        } catch (ClassNotFoundException missing) {
            throw wrong(type, "was not found", "its package is missing from the name, or its jar from \"classpath\".");
        } catch (LinkageError broken) {
            throw wrong(
                    type, "could not be loaded: " + said(broken), "it was built for a newer Java or another Emend.");
        }
    }

    private static Metric made(String type, Class<? extends Metric> found, Map<String, String> settings) {
        try {
            Constructor<? extends Metric> plain = constructor(found);
            Constructor<? extends Metric> withSettings = constructor(found, Map.class);
            if (withSettings != null) {
                return withSettings.newInstance(settings);
            }
            if (plain == null) {
                throw wrong(type, "has no public constructor that takes nothing or a Map<String, String>", "");
            }
            if (!settings.isEmpty()) {
                throw wrong(
                        type,
                        "takes no options, but " + settings.keySet() + " is given",
                        "add a public constructor that takes a Map<String, String>.");
            }
            return plain.newInstance();
        } catch (InvocationTargetException failed) {
            throw wrong(type, "could not be made: " + said(failed.getCause()), "");
        } catch (ReflectiveOperationException | LinkageError unusable) {
            throw wrong(type, "could not be made: " + said(unusable), "the class is not public, or is abstract.");
        }
    }

    private static @Nullable Constructor<? extends Metric> constructor(
            Class<? extends Metric> found, Class<?>... takes) {
        try {
            return found.getConstructor(takes);
        } catch (NoSuchMethodException none) {
            return null;
        }
    }

    private static InvalidInputException wrong(String type, String what, String maybe) {
        return new InvalidInputException("the class " + type + " of the metric java " + what, Where.NOWHERE, maybe);
    }

    private static String said(@Nullable Throwable thrown) {
        if (thrown == null) {
            return "for an unknown reason";
        }
        String name = thrown.getClass().getSimpleName();
        return thrown.getMessage() == null ? name : name + ": " + thrown.getMessage();
    }

    @Override
    public String name() {
        return "java";
    }

    @Override
    public boolean asksJudges() {
        return metric.asksJudges();
    }

    @Override
    public List<Question> questions(Answer answer) {
        try {
            return List.copyOf(metric.questions(answer));
        } catch (RuntimeException | LinkageError | StackOverflowError failed) {
            return List.of();
        }
    }

    // A user's class may return null whatever its contract says.
    @SuppressWarnings("ConstantConditions")
    @Override
    public Score score(Answer answer) {
        try {
            Score score = metric.score(answer);
            return score == null ? new Score(0, "The metric class " + type + " gave no score.") : score;
        } catch (RuntimeException | LinkageError | StackOverflowError failed) {
            return new Score(0, "The metric class " + type + " failed on this answer: " + said(failed));
        }
    }

    @Override
    public void check(Example example) {
        try {
            metric.check(example);
        } catch (InvalidInputException unfit) {
            throw unfit;
        } catch (RuntimeException | LinkageError | StackOverflowError failed) {
            throw new InvalidInputException(
                    "the metric class " + type + " failed on the example " + example.id() + ": " + said(failed),
                    example.where(),
                    "");
        }
    }

    @Override
    public double aggregate(List<Outcome> outcomes) {
        double value = together(outcomes);
        if (value >= 0 && value <= 1) {
            return value;
        }
        throw wrong(type, "gave " + value + " for all answers together, which is no score from 0 to 1", "");
    }

    private double together(List<Outcome> outcomes) {
        try {
            return metric.aggregate(outcomes);
        } catch (InvalidInputException unfit) {
            throw unfit;
        } catch (RuntimeException | LinkageError | StackOverflowError failed) {
            throw wrong(
                    type, "failed over all answers together: " + said(failed), "it divides by a count that may be 0.");
        }
    }

    @Override
    public boolean aggregatesByMean() {
        return metric.aggregatesByMean();
    }
}
