package io.clicouncil.adapters;

import io.clicouncil.failure.FailureKind;
import io.clicouncil.testkit.FakeCli;
import java.util.List;
import java.util.Map;

class GooseContractTest extends ManifestContract {
    @Override
    String id() {
        return "goose";
    }

    @Override
    List<String> said(long tokens, String message) {
        return List.of(
                "{\"type\":\"message\",\"message\":{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\""
                        + message + "\"}]}}",
                "{\"type\":\"complete\",\"total_tokens\":" + tokens + "}");
    }

    @Override
    protected Map<FailureKind, Said> failures() {
        return Map.of(
                FailureKind.BAD_OUTPUT, line("", 0),
                FailureKind.CRASHED, line("", 1),
                FailureKind.AUTH, line("{'type':'error','error':'Authentication error'}", 1),
                FailureKind.QUOTA, line("{'type':'error','error':'Credits exhausted'}", 1),
                FailureKind.RATE_LIMITED, line("{'type':'error','error':'Rate limit exceeded'}", 1),
                FailureKind.OVERLOADED, line("{'type':'error','error':'Server error 503'}", 1),
                FailureKind.NETWORK, line("{'type':'error','error':'Network error'}", 1),
                FailureKind.REFUSED, line("{'type':'error','error':'Context length exceeded'}", 1));
    }

    @Override
    protected boolean knowsItsPrice() {
        return false;
    }

    @Override
    protected FakeCli keepingPrompt(FakeCli fake, String file) {
        return fake.keepFile("-i", file);
    }
}
