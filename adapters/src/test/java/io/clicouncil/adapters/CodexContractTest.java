package io.clicouncil.adapters;

import io.clicouncil.failure.FailureKind;
import java.util.List;
import java.util.Map;

class CodexContractTest extends ManifestContract {
    @Override
    String id() {
        return "codex";
    }

    @Override
    List<String> said(long tokens, String message) {
        return List.of(
                "{\"type\":\"item.completed\",\"item\":{\"type\":\"agent_message\",\"text\":\"" + message + "\"}}",
                "{\"type\":\"turn.completed\",\"usage\":{\"input_tokens\":" + tokens
                        + ",\"cached_input_tokens\":0,\"output_tokens\":0}}");
    }

    @Override
    protected Map<FailureKind, Said> failures() {
        return Map.of(
                FailureKind.AUTH, recording("codex/auth-401", 1),
                FailureKind.QUOTA, recording("codex/quota", 1),
                FailureKind.RATE_LIMITED, recording("codex/rate-limit-429", 1),
                FailureKind.OVERLOADED, recording("codex/stream-midstream-error", 1),
                FailureKind.NETWORK, recording("codex/stream-cut", 1),
                FailureKind.REFUSED, recording("codex/prompt-too-long", 1),
                FailureKind.CRASHED, recording("codex/sigterm", 143),
                FailureKind.BAD_OUTPUT, recording("codex/sigterm", 0));
    }
}
