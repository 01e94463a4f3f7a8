package io.clicouncil.adapters;

import io.clicouncil.cost.Billing;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A coding CLI described without Java; {@code docs/manifests.md} explains each field.
 *
 * @param description one sentence about it
 * @param tried the version of the program that this was tried with, or null for none
 * @param template its command line, and how the prompt goes in
 * @param modelNeeded why an agent must name a model, or null where it need not
 * @param environment what is set for it where the user does not say otherwise
 * @param keys the names of the environment variables that hold its keys and settings
 * @param place where it keeps what it writes about itself
 * @param state the folders in which it keeps its state, as they were written
 * @param resumption how it goes on with a session
 * @param output how its output is understood
 * @param activities what it does now, as it tells while it runs
 * @param rules what its output and exit codes mean, the first that fits
 * @param billing who pays how
 * @param meteredBy the variables of which one that is set means that each token is paid for
 * @param signIn the signs of being signed in
 * @param probe how it is looked for
 */
record Manifest(
        String description,
        @Nullable String tried,
        CommandTemplate template,
        @Nullable String modelNeeded,
        Map<String, String> environment,
        Set<String> keys,
        PrivatePlace place,
        List<String> state,
        Resumption resumption,
        Output output,
        List<Pick> activities,
        List<Rule> rules,
        Billing billing,
        List<String> meteredBy,
        SignIn signIn,
        Probe probe) {

    private static final String[] KNOWN = {
        "description",
        "tried",
        "command",
        "prompt",
        "modelNeeded",
        "environment",
        "keys",
        "private",
        "state",
        "resume",
        "output",
        "activity",
        "failures",
        "billing",
        "meteredBy",
        "signedIn",
        "probe"
    };

    /**
     * Reads one.
     *
     * @throws io.clicouncil.failure.CouncilException where a field is unknown, missing or wrong
     */
    static Manifest of(String id, ObjectNode node) {
        Fields fields = Fields.of("adapter '" + id + "'", node, KNOWN);
        CommandTemplate template = new CommandTemplate(
                fields.groups("command"),
                Objects.requireNonNullElse(fields.choice("prompt", PromptMode.class), PromptMode.STDIN));
        if (template.executable().isBlank()) {
            throw fields.wrong("command", "a list that begins with the executable");
        }
        return new Manifest(
                fields.text("description", "The command " + template.executable() + "."),
                fields.text("tried"),
                template,
                fields.text("modelNeeded"),
                fields.map("environment"),
                Set.copyOf(fields.texts("keys")),
                PrivatePlace.of(fields),
                fields.texts("state"),
                Resumption.of(fields),
                Output.of(fields),
                fields.each("activity", "when", "at").stream()
                        .map(activity -> new Pick(activity.expected("when"), activity.pointers("at"), false))
                        .toList(),
                fields.each("failures", Rule.KNOWN).stream().map(Rule::of).toList(),
                Objects.requireNonNullElse(fields.choice("billing", Billing.class), Billing.METERED),
                fields.texts("meteredBy"),
                SignIn.of(fields),
                fields.within("probe", "arguments", "version", "minimum", "advice")
                        .map(probe -> probe(template, probe))
                        .orElse(Probe.ofExistence(template.executable(), "install it")));
    }

    /** Who pays how, in this environment. */
    Billing billing(Map<String, String> given) {
        return meteredBy.stream().anyMatch(name -> PrivatePlace.set(given, name)) ? Billing.METERED : billing;
    }

    private static Probe probe(CommandTemplate template, Fields fields) {
        return Probe.ofVersion(
                        template.executable(),
                        fields.texts("arguments"),
                        fields.pattern("version"),
                        fields.text("advice", "install it"))
                .atLeast(fields.text("minimum"));
    }
}
