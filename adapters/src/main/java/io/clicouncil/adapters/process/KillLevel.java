package io.clicouncil.adapters.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** By what means a process tree is held together, the strongest first. */
enum KillLevel {
    /** The kernel ends everything with the namespace's first process. */
    PID_NAMESPACE("pid-namespace", "--pid --fork --mount-proc --kill-child"),
    /** The same without being root: the namespace belongs to a user namespace of the same user. */
    USER_PID_NAMESPACE("pid-namespace", "--user --map-current-user --pid --fork --mount-proc --kill-child"),
    /** Whatever carries the command's mark in its environment, or descends from it, is ended until none is left. */
    ENVIRONMENT_SWEEP("environment-sweep", "");

    private static final long PROBE_SECONDS = 10;

    private final String label;
    private final String unshareOptions;

    KillLevel(String label, String unshareOptions) {
        this.label = label;
        this.unshareOptions = unshareOptions;
    }

    /** How {@code doctor} and results name it. */
    String label() {
        return label;
    }

    /** The strongest that works here, found by trying. */
    static KillLevel probe(Launcher launcher) {
        for (KillLevel level : values()) {
            if (level != ENVIRONMENT_SWEEP && level.works(launcher)) {
                return level;
            }
        }
        return ENVIRONMENT_SWEEP;
    }

    /** What stands before a command that shall have this environment alone, in a session of its own. */
    static List<String> bare(List<String> environment) {
        List<String> command = new ArrayList<>();
        command.add(Executables.system("env").orElse("env"));
        command.add("-i");
        command.addAll(environment);
        Executables.system("setsid").ifPresent(command::add);
        return command;
    }

    /** The shell of this system. */
    static String shell() {
        return Executables.system("sh").orElse("sh");
    }

    /** What runs a script in a namespace, where this level has one. */
    List<String> inside() {
        List<String> command = new ArrayList<>();
        if (!unshareOptions.isEmpty()) {
            command.add(Executables.system("unshare").orElse("unshare"));
            command.addAll(List.of(unshareOptions.split(" ")));
        }
        command.add(shell());
        return command;
    }

    private boolean works(Launcher launcher) {
        if (Executables.system("unshare").isEmpty()) {
            return false;
        }
        try {
            List<String> command = bare(List.of());
            command.addAll(inside());
            command.addAll(List.of("-c", "[ $$ -eq 1 ] && [ -r /proc/1/environ ]"));
            Process process = launcher.launch(command);
            if (process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.toHandle().destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            return false;
        }
        return false;
    }
}
