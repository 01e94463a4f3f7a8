package io.clicouncil.adapters.autoclaude;

import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The plan that it works off and signs.
 *
 * @param completed how many of its subtasks are completed
 * @param subtasks how many there are
 * @param qa what its quality check came to: {@code approved}, {@code rejected}, another word, or empty for nothing yet
 * @param qaSession the number of that check
 * @param issues how many issues that check found
 * @param firstIssue the title of the first of them, or empty
 */
record ImplementationPlan(int completed, int subtasks, String qa, int qaSession, int issues, String firstIssue) {

    /** The plan of a specification, or nothing where none can be read. */
    static Optional<ImplementationPlan> of(Path spec) {
        return Json.read(spec.resolve("implementation_plan.json")).map(ImplementationPlan::of);
    }

    private static ImplementationPlan of(ObjectNode plan) {
        int completed = 0;
        int subtasks = 0;
        for (JsonNode phase : plan.path("phases")) {
            // The first versions called them so.
            JsonNode parts = phase.path("subtasks").isArray() ? phase.path("subtasks") : phase.path("chunks");
            for (JsonNode part : parts) {
                subtasks++;
                completed += part.path("status").asString("").equals("completed") ? 1 : 0;
            }
        }
        JsonNode signed = plan.path("qa_signoff");
        JsonNode issues = signed.path("issues_found");
        JsonNode first = issues.path(0);
        return new ImplementationPlan(
                completed,
                subtasks,
                signed.path("status").asString(""),
                signed.path("qa_session").asInt(0),
                issues.size(),
                first.isString() ? first.asString() : first.path("title").asString(""));
    }

    /** Whether everything was built that was planned, and something was. */
    boolean built() {
        return subtasks > 0 && completed == subtasks;
    }

    boolean approved() {
        return qa.equals("approved");
    }

    /** Whether its quality check said no, be it to all or until it looks again. */
    boolean doubted() {
        return !qa.isEmpty() && !approved();
    }

    /** It in a few words. */
    String words() {
        String built = completed + " of " + subtasks + " subtasks completed";
        return qa.isEmpty() ? built : built + ", QA " + qa.replace('_', ' ') + " in session " + qaSession;
    }
}
