package io.clicouncil.workspace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a reader should look at before a change is applied: files that run later on the user's machine, and links
 * that point outside the repository.
 *
 * <p>A file is one of these where some program runs or obeys it without being asked for it by name: hook managers, CI,
 * settings, tools and instructions of agents, editors' tasks, git's own files, shells' and package managers' settings.
 * Build files and tests are none, since the checks run them already, within walls where there are any; but scripts that a
 * package manager runs when it installs are, in whatever file they stand.
 *
 * @since 0.1
 */
public final class ChangeRisks {
    private static final String HOOKS = "\\.husky/.*|\\.githooks/.*|\\.pre-commit-(?:config|hooks)\\.yaml"
            + "|\\.?lefthook(?:-local)?\\.(?:ya?ml|toml|json)|\\.lefthook(?:-local)?/.*|\\.overcommit\\.yml|\\.git-hooks/.*"
            + "|\\.lintstagedrc(?:\\..*)?|\\.simple-git-hooks\\..*";
    private static final String CI = "\\.(?:github|gitea|forgejo)/(?:workflows|actions)/.*|\\.github/dependabot\\.ya?ml"
            + "|\\.gitlab-ci\\.ya?ml|\\.gitlab/.*|jenkinsfile(?:\\..*)?|.*\\.jenkinsfile|\\.circleci/.*"
            + "|azure-pipelines(?:[.-].*)?\\.ya?ml|\\.azure-pipelines/.*|\\.buildkite/.*|\\.travis\\.ya?ml|\\.drone\\.ya?ml"
            + "|\\.woodpecker(?:/.*|\\.ya?ml)|bitbucket-pipelines\\.ya?ml|\\.appveyor\\.ya?ml|appveyor\\.ya?ml"
            + "|\\.cirrus\\.(?:ya?ml|star)|\\.teamcity/.*|\\.tekton/.*|cloudbuild\\.ya?ml|buildspec\\.ya?ml";
    private static final String AGENTS = "\\.(?:claude|gemini|codex|cursor|qwen|opencode|goose|amp|copilot|continue"
            + "|windsurf|roo|kiro|agents|aider.*)(?:/.*)?|\\.mcp\\.json|mcp\\.json|opencode\\.jsonc?|council\\.ya?ml"
            + "|(?:agents|agent|claude|claude\\.local|gemini|qwen)\\.md|\\.cursorrules|\\.windsurfrules|\\.clinerules(?:/.*)?"
            + "|\\.goosehints|\\.github/(?:copilot-.*|instructions/.*|agents/.*|prompts/.*)";
    private static final String EDITORS =
            "\\.vscode/(?:tasks|settings|launch|mcp|extensions)\\.json|.*\\.code-workspace"
                    + "|\\.idea/.*|\\.run/.*\\.run\\.xml|\\.fleet/.*|\\.zed/.*|\\.devcontainer/.*|\\.devcontainer\\.json|\\.exrc"
                    + "|\\.nvimrc|\\.nvim\\.lua|\\.vimrc|\\.dir-locals\\.el|\\.editorconfig-checker\\..*";
    private static final String OTHERS = "\\.gitattributes|\\.gitmodules|\\.gitconfig|\\.envrc|\\.env(?:\\..*)?"
            + "|\\.mvn/.*|mvnw(?:\\.cmd)?|gradlew(?:\\.bat)?|gradle/wrapper/.*|gradle/init\\.d/.*|\\.npmrc|\\.pnpmfile\\.cjs"
            + "|\\.yarnrc(?:\\.yml)?|\\.yarn/(?:releases|plugins)/.*|bunfig\\.toml|\\.cargo/config(?:\\.toml)?|\\.bazelrc"
            + "|\\.pythonrc(?:\\.py)?|sitecustomize\\.py|usercustomize\\.py|.*\\.pth|\\.mise\\.toml|mise\\.toml|\\.mise/.*"
            + "|\\.tool-versions|\\.direnv/.*";

    /** Part of a git directory, however it is spelt; a capture leaves such a path out, and a patch of old might not. */
    private static final String GIT = "(?:\\.git|git~[0-9]+)(?:/.*)?";

    private static final Pattern RUNS_LATER =
            Pattern.compile("(?:.*/)?(?:" + String.join("|", HOOKS, CI, AGENTS, EDITORS, OTHERS, GIT) + ")");

    /** Characters that some file systems leave out of names, and nobody sees. */
    private static final Pattern UNSEEN = Pattern.compile("\\p{Cf}");

    private static final Pattern LEFT_OUT_AT_THE_END = Pattern.compile("(?<=[^. :])(?::.*|[. ]+)$");

    private ChangeRisks() {}

    /** What is risky in a change, one sentence for each path; empty where nothing is. */
    public static List<String> of(Change change) {
        List<String> risks = new ArrayList<>();
        for (FileChange file : change.files()) {
            if (file.kind() == FileChange.Kind.DELETED) {
                continue;
            }
            if (RUNS_LATER.matcher(folded(file.path())).matches()) {
                risks.add("risky file: " + file.path());
            }
            if (pointsOutside(file.path(), file.linkTarget())) {
                risks.add("link outside: " + file.path());
            }
        }
        risks.addAll(change.scripts());
        return List.copyOf(risks);
    }

    /** A path as the most forgiving file system understands it: without case, unseen characters, and dots at the end. */
    private static String folded(String path) {
        return Arrays.stream(UNSEEN.matcher(path)
                        .replaceAll("")
                        .toLowerCase(Locale.ROOT)
                        .split("[/\\\\]"))
                .map(name -> LEFT_OUT_AT_THE_END.matcher(name).replaceAll(""))
                .collect(Collectors.joining("/"));
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
