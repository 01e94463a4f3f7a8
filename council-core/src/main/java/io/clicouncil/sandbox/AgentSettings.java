package io.clicouncil.sandbox;

import io.clicouncil.process.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a repository tells coding agents to run or where to connect: settings, hooks, lists of MCP servers, environments. Not
 * what it tells them in prose. Agents behind walls find nothing there.
 */
public final class AgentSettings {
    private static final List<String> FOLDERS = List.of(
            ".claude",
            ".codex",
            ".gemini",
            ".qwen",
            ".cursor",
            ".opencode",
            ".copilot",
            ".amp",
            ".goose",
            ".antigravity");

    private static final List<String> FILES = List.of(
            ".mcp.json",
            "mcp.json",
            "opencode.json",
            "opencode.jsonc",
            ".aider.conf.yml",
            ".aider.model.settings.yml",
            ".env",
            ".env.local",
            ".envrc");

    private AgentSettings() {}

    /**
     * Hides them. Blocks.
     *
     * @param root the root of a workspace
     * @param folder the folder below it in which an agent starts; those between are looked through as well
     * @param nothing a file that says nothing in JSON, absolute
     */
    public static List<Mount> hidden(Path root, Path folder, Path nothing) throws IOException {
        List<Mount> mounts = new ArrayList<>();
        for (Path here = folder.normalize(); here != null && here.startsWith(root); here = here.getParent()) {
            for (String name : FOLDERS) {
                hide(root, here.resolve(name), nothing, mounts);
            }
            for (String name : FILES) {
                hide(root, here.resolve(name), nothing, mounts);
            }
        }
        return mounts;
    }

    /** A link is no hiding place; one that leads out of the workspace leads nowhere behind walls. */
    private static void hide(Path root, Path place, Path nothing, List<Mount> mounts) throws IOException {
        if (!Files.exists(place)) {
            return;
        }
        Path real = place.toRealPath();
        if (!real.startsWith(root.toRealPath())) {
            return;
        }
        if (Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS)) {
            mounts.add(Mount.empty(real));
        } else {
            Path says = real.toString().endsWith(".json") ? nothing : Path.of("/dev/null");
            mounts.add(new Mount(Mount.Kind.READ, says, real));
        }
    }
}
