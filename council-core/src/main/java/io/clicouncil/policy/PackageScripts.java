package io.clicouncil.policy;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds scripts in added lines that a package manager runs unasked, as soon as somebody installs. */
final class PackageScripts {
    private static final Pattern FILE = Pattern.compile("(?i)(?:.*/)?(?:package|composer)\\.json");
    private static final Pattern SCRIPT = Pattern.compile("\"((?:pre|post)?(?:install|uninstall|prepare|pack|publish)"
            + "|prepublishOnly|dependencies|(?:pre|post)-(?:install|update|autoload-dump)-cmd|post-package-install)\""
            + "\\s*:\\s*(?:\"[^\"]|\\[)");

    private final SortedSet<String> found = new TreeSet<>();

    /** Says that these lines are added to a file. */
    void added(String path, String text) {
        if (FILE.matcher(path).matches()) {
            SCRIPT.matcher(text)
                    .results()
                    .forEach(script -> found.add("package script: " + script.group(1) + " in " + path));
        }
    }

    /** The scripts, a sentence each. */
    List<String> found() {
        return List.copyOf(found);
    }
}
