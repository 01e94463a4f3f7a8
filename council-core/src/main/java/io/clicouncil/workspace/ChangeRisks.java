package io.clicouncil.workspace;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a reader should look at before a change is applied: files that run later on the user's machine, and links
 * that point outside the repository.
 *
 * @since 0.1
 */
public final class ChangeRisks {
    /** Paths whose content some other program runs or obeys without being asked. */
    private static final Pattern RUNS_LATER = Pattern.compile("(?:.*/)?(?:"
            + "\\.github/(?:workflows|actions)/.*|\\.gitlab-ci\\.yml|\\.gitlab/ci/.*|jenkinsfile|\\.circleci/.*"
            + "|azure-pipelines\\.yml|\\.buildkite/.*|\\.travis\\.yml"
            + "|\\.husky/.*|\\.githooks/.*|\\.pre-commit-config\\.yaml|lefthook\\.ya?ml|\\.lefthook/.*"
            + "|\\.vscode/(?:tasks|settings|launch)\\.json|\\.idea/.*|\\.devcontainer/.*|\\.devcontainer\\.json"
            + "|\\.claude/.*|\\.gemini/.*|\\.codex/.*|\\.cursor/.*|\\.qwen/.*|\\.opencode/.*|\\.aider.*"
            + "|\\.mcp\\.json|mcp\\.json|opencode\\.jsonc?|council\\.yml"
            + "|\\.envrc|\\.env|\\.gitattributes|\\.gitmodules|\\.mvn/.*|\\.npmrc|\\.yarnrc(?:\\.yml)?)");

    private ChangeRisks() {}

    /** What is risky in a change, one sentence for each path; empty where nothing is. */
    public static List<String> of(Change change) {
        List<String> risks = new ArrayList<>();
        for (FileChange file : change.files()) {
            if (file.kind() == FileChange.Kind.DELETED) {
                continue;
            }
            if (RUNS_LATER.matcher(file.path().toLowerCase(Locale.ROOT)).matches()) {
                risks.add("risky file: " + file.path());
            }
            if (pointsOutside(file.path(), file.linkTarget())) {
                risks.add("link outside: " + file.path());
            }
        }
        return List.copyOf(risks);
    }

    private static boolean pointsOutside(String path, @Nullable String target) {
        if (target == null) {
            return false;
        }
        if (target.startsWith("/")) {
            return true;
        }
        int depth = (int) path.chars().filter(c -> c == '/').count();
        for (String step : target.split("/", -1)) {
            if (step.equals("..")) {
                depth--;
            } else if (!step.isEmpty() && !step.equals(".")) {
                depth++;
            }
            if (depth < 0) {
                return true;
            }
        }
        return false;
    }
}
