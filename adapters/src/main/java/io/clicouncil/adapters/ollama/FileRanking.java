package io.clicouncil.adapters.ollama;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Says which files a task is about: first those that it names, then those whose path and text share words with it. A word
 * that few files have counts more than one that many have, and one that most have says nothing. The same task and files always give the same order.
 */
final class FileRanking {
    private static final double NAMED = 1_000_000;
    private static final double NAMED_WITHOUT_FOLDER = 500_000;
    private static final double IN_PATH = 3;
    private static final int MOST_READ = 5_000;
    private static final Pattern MACHINE_MADE =
            Pattern.compile("(?i).*(?:\\.lock|-lock\\.\\w+|\\.min\\.\\w+|\\.map|\\.svg|go\\.sum)");

    /**
     * A file that the task is about.
     *
     * @param path the file
     * @param named whether the task names it
     */
    record Ranked(String path, boolean named) {}

    private record Found(String path, double named, Set<String> inPath, Set<String> inText) {}

    private FileRanking() {}

    /** The files that a task is about, the most important first; reads them, so it takes a thread that may block. */
    static List<Ranked> of(String task, RepositoryFiles files) {
        Set<String> names = Words.names(task);
        Set<String> words = Words.of(task);
        List<Found> found = new ArrayList<>();
        Map<String, Integer> filesWith = new HashMap<>();
        int read = 0;
        for (String path : files.paths()) {
            double named = named(path, names);
            Set<String> inText = Set.of();
            if (!MACHINE_MADE.matcher(path).matches() && read < MOST_READ) {
                inText = shared(words, files.text(path).map(Words::of).orElse(Set.of()));
                read++;
            }
            Found file = new Found(path, named, shared(words, Words.of(path)), inText);
            Set<String> inEither = new HashSet<>(file.inPath());
            inEither.addAll(file.inText());
            inEither.forEach(word -> filesWith.merge(word, 1, Integer::sum));
            found.add(file);
        }
        Map<Found, Double> scores = new HashMap<>();
        found.forEach(file -> scores.put(file, score(file, filesWith, found.size())));
        return found.stream()
                .filter(file -> scores.getOrDefault(file, 0.0) > 0)
                .sorted(Comparator.comparingDouble((Found file) -> -scores.getOrDefault(file, 0.0))
                        .thenComparing(Found::path))
                .map(file -> new Ranked(file.path(), file.named() > 0))
                .toList();
    }

    private static double named(String path, Set<String> names) {
        if (names.contains(path)) {
            return NAMED;
        }
        boolean within = names.stream()
                .filter(name -> name.indexOf('.') > 0 || name.indexOf('/') > 0)
                .anyMatch(name -> path.endsWith("/" + name));
        return within ? NAMED_WITHOUT_FOLDER : 0;
    }

    private static double score(Found file, Map<String, Integer> filesWith, int all) {
        return file.named() + IN_PATH * weight(file.inPath(), filesWith, all) + weight(file.inText(), filesWith, all);
    }

    private static double weight(Set<String> words, Map<String, Integer> filesWith, int all) {
        return words.stream()
                .sorted()
                .filter(word -> filesWith.getOrDefault(word, 1) <= Math.max(1, all / 2))
                .mapToDouble(word -> Math.log(1 + (double) all / filesWith.getOrDefault(word, 1)))
                .sum();
    }

    private static Set<String> shared(Set<String> words, Set<String> others) {
        return words.stream().filter(others::contains).collect(Collectors.toSet());
    }
}
