package io.clicouncil.adapters;

import io.clicouncil.failure.FailureKind;
import io.clicouncil.testkit.FakeCli;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

class AiderContractTest extends ManifestContract {
    @Override
    String id() {
        return "aider";
    }

    @Override
    List<String> said(long tokens, String message) {
        return List.of("tokens: " + tokens, message);
    }

    @Override
    protected Map<FailureKind, Said> failures() {
        return Map.of(
                FailureKind.AUTH, line("litellm.AuthenticationError: no", 0),
                FailureKind.QUOTA, line("litellm.RateLimitError: insufficient_quota", 0),
                FailureKind.RATE_LIMITED, line("litellm.RateLimitError: slow down", 0),
                FailureKind.OVERLOADED, line("litellm.InternalServerError: Overloaded", 0),
                FailureKind.NETWORK, line("litellm.APIConnectionError: no route", 0),
                FailureKind.REFUSED, line("litellm.NotFoundError: no such model", 0),
                FailureKind.CRASHED, line("", 1));
    }

    @Override
    protected boolean hasLastWords() {
        return false;
    }

    @Override
    protected FakeCli keepingPrompt(FakeCli fake, String file) {
        return fake.keepFile("--message-file", file);
    }

    @Override
    protected FakeCli billing(FakeCli fake, BigDecimal cost) {
        BigDecimal half = cost.divide(BigDecimal.valueOf(2));
        String sent =
                "{\"event\":\"message_send\",\"properties\":{\"prompt_tokens\":10,\"completion_tokens\":1,\"cost\":"
                        + half + "}}\n";
        return fake.fillFile("--analytics-log", "{\"event\":\"launched\",\"properties\":{}}\n" + sent + sent);
    }
}
