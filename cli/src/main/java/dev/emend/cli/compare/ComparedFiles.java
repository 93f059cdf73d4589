package dev.emend.cli.compare;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.format.chain.ChainFile;
import dev.emend.format.prompt.PromptFile;
import dev.emend.format.prompt.PromptSource;
import dev.emend.run.Entrant;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * The prompts of a comparison: files, the prompts in folders, and what patterns match.
 *
 * @param files by the name that people see
 * @param paths of the files, in their order
 */
record ComparedFiles(Map<String, PromptFile> files, List<Path> paths) {

    private static final List<String> ENDINGS = List.of(".prompty", ".txt");
    private static final String RUBRIC = ".rubric.txt";

    /**
     * The files that are named, in their order; a folder's and a pattern's by name.
     *
     * @param named files, folders, whose prompts end in .prompty or .txt, but not in .rubric.txt, and patterns such as {@code
     *     prompts/*.prompty}
     * @throws InvalidInputException where a folder or pattern has no prompt, or a folder's prompts are steps of a chain that lies there
     */
    static List<Path> expanded(List<Path> named) throws IOException {
        Set<Path> files = new LinkedHashSet<>();
        for (Path one : named) {
            if (Files.isDirectory(one)) {
                List<Path> prompts = in(one, ComparedFiles::isPrompt, one);
                refuseSteps(one, prompts);
                files.addAll(prompts);
            } else if (!Files.exists(one) && one.toString().contains("*")) {
                PathMatcher pattern = pattern(one);
                Path folder = Optional.ofNullable(one.getParent()).orElse(Path.of("."));
                files.addAll(in(folder, file -> pattern.matches(Objects.requireNonNull(file.getFileName())), one));
            } else {
                files.add(one);
            }
        }
        return List.copyOf(files);
    }

    private static PathMatcher pattern(Path named) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + named.getFileName());
        } catch (PatternSyntaxException wrong) {
            throw new InvalidInputException(
                    "\"" + named + "\" is no file and no pattern: " + wrong.getDescription(),
                    Where.NOWHERE,
                    "a brace or bracket in it is not closed.");
        }
    }

    private static boolean isPrompt(Path file) {
        return ENDINGS.stream().anyMatch(file.toString()::endsWith)
                && !file.toString().endsWith(RUBRIC);
    }

    private static void refuseSteps(Path folder, List<Path> prompts) throws IOException {
        List<Path> named = prompts.stream().map(Path::normalize).toList();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.filter(ChainFile::isNamed).sorted().toList()) {
                for (Path step : steps(file)) {
                    if (named.contains(step)) {
                        throw new InvalidInputException(
                                "\"" + last(step) + "\" in \"" + folder + "\" is a step of the chain \"" + last(file)
                                        + "\", and single prompts are compared",
                                Where.NOWHERE,
                                "\"emend evaluate\" compares chains; single prompts can be named one by one.");
                    }
                }
            }
        }
    }

    /** The prompts that a chain names; none of a file that is no chain. */
    private static List<Path> steps(Path file) {
        try {
            return ChainFile.read(file).prompts().values().stream()
                    .map(step -> file.resolveSibling(step.path()).normalize())
                    .toList();
        } catch (InvalidInputException noChain) {
            return List.of();
        }
    }

    private static List<Path> in(Path folder, Predicate<Path> wanted, Path named) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new InvalidInputException(
                    "there is no folder \"" + folder + "\"", Where.NOWHERE, "the name is misspelt.");
        }
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> found =
                    all.filter(Files::isRegularFile).filter(wanted).sorted().toList();
            if (found.isEmpty()) {
                throw new InvalidInputException(
                        "\"" + named + "\" has no prompt",
                        Where.NOWHERE,
                        "prompts in a folder end in .prompty or .txt; name others one by one.");
            }
            return found;
        }
    }

    /** @throws InvalidInputException where one cannot be read, or is a chain */
    static ComparedFiles read(List<Path> paths, PromptSource source) {
        Map<String, PromptFile> files = new LinkedHashMap<>();
        for (Path path : paths) {
            if (ChainFile.isNamed(path)) {
                throw new InvalidInputException(
                        "\"" + path + "\" is a chain, and single prompts are compared",
                        Where.NOWHERE,
                        "\"emend evaluate\" compares chains; a prompt's file ends in .prompty or .txt.");
            }
            files.put(name(path, paths), source.read(path));
        }
        return new ComparedFiles(files, paths);
    }

    /** The last part of a path that no other one shares, else all of it. */
    static String name(Path path, List<Path> among) {
        String last = last(path);
        return among.stream().filter(other -> last(other).equals(last)).count() > 1 ? path.toString() : last;
    }

    private static String last(Path path) {
        return String.valueOf(path.getFileName());
    }

    List<Entrant> entrants() {
        List<Entrant> entrants = new ArrayList<>();
        files.forEach((name, file) -> entrants.add(new Entrant(name, file.prompt())));
        return entrants;
    }
}
