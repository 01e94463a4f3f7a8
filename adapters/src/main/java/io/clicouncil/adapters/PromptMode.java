package io.clicouncil.adapters;

/** How a prompt reaches an agent. */
enum PromptMode {
    /** As standard input. */
    STDIN,
    /** As an argument: where <code>{prompt}</code> stands, else the last. */
    ARGUMENT,
    /** As the name of a file that holds it: where <code>{promptFile}</code> stands, else the last argument. */
    FILE
}
