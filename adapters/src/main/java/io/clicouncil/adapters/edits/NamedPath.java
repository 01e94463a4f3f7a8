package io.clicouncil.adapters.edits;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the path that a model gives to a block: in the fence, on the line above it, or in a comment on its first line. */
final class NamedPath {
    private static final Pattern ATTRIBUTE =
            Pattern.compile("(?i)\\b(?:path|file|filename|title|name)=(?:\"([^\"]*)\"|'([^']*)'|(\\S+))");
    private static final Pattern LANGUAGE_AND_PATH = Pattern.compile("[A-Za-z0-9+#-]+:(\\S+)");
    private static final Pattern LABEL =
            Pattern.compile("(?i)(?:new |updated )?(?:file|path|filename|file path)\\s*:\\s*");
    private static final Pattern ORNAMENT = Pattern.compile("^(?:#{1,6}\\s+|[-*]\\s+|\\d+[.)]\\s+)");
    private static final Pattern COMMENT =
            Pattern.compile("\\s*(?://|#|--|;|%|/\\*+|<!--)\\s+(.*?)\\s*(?:\\*/|-->)?\\s*");
    private static final Pattern LIKE_A_PATH = Pattern.compile(
            "(?!.*://)(?:[^\\s`*'\"<>|]*/[^\\s`*'\"<>|]*[^\\s`*'\"<>|/.,:;]|[^\\s`*'\"<>|/]*\\.[A-Za-z0-9_+-]+)");
    private static final Set<String> WITHOUT_SUFFIX =
            Set.of("Makefile", "Dockerfile", "Jenkinsfile", "Procfile", "Gemfile", "Rakefile", "LICENSE", "README");

    /** No path is longer, and patterns are slow on what is. */
    private static final int LONGEST = 1_000;

    private NamedPath() {}

    /** The path in the words behind the opening fence, or null. */
    static @Nullable String inInfo(String info) {
        if (info.length() > LONGEST) {
            return null;
        }
        Matcher attribute = ATTRIBUTE.matcher(info);
        if (attribute.find()) {
            return firstGroup(attribute);
        }
        for (String word : info.strip().split("\\s+", -1)) {
            Matcher both = LANGUAGE_AND_PATH.matcher(word);
            if (both.matches() && isLikeAPath(both.group(1))) {
                return both.group(1);
            }
            if (isLikeAPath(word)) {
                return word;
            }
        }
        return null;
    }

    /** The path that a line of prose is, whatever adorns it, or null where the line says anything else. */
    static @Nullable String onLine(String line) {
        if (line.length() > LONGEST) {
            return null;
        }
        String bare = ORNAMENT.matcher(line.strip()).replaceFirst("");
        bare = plain(bare);
        Matcher label = LABEL.matcher(bare);
        if (label.lookingAt()) {
            String labelled = plain(bare.substring(label.end()));
            return labelled.isEmpty() ? null : labelled;
        }
        return isLikeAPath(bare) ? bare : null;
    }

    /** The path that the comment on a line is, or null. */
    static @Nullable String inComment(String line) {
        if (line.length() > LONGEST) {
            return null;
        }
        Matcher comment = COMMENT.matcher(line);
        return comment.matches() ? onLine(comment.group(1)) : null;
    }

    private static boolean isLikeAPath(String text) {
        return LIKE_A_PATH.matcher(text).matches() || WITHOUT_SUFFIX.contains(text);
    }

    /** Without emphasis, quotes and a colon around it. */
    private static String plain(String text) {
        return text.replaceAll("^[`*\"']+", "").replaceAll("[`*\"':]+$", "").strip();
    }

    private static @Nullable String firstGroup(Matcher matcher) {
        for (int group = 1; group <= matcher.groupCount(); group++) {
            if (matcher.group(group) != null) {
                return matcher.group(group);
            }
        }
        return null;
    }
}
