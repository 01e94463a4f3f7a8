package io.clicouncil.adapters;

import io.clicouncil.failure.FailureKind;
import java.util.List;
import java.util.Map;

class AntigravityContractTest extends ManifestContract {
    @Override
    String id() {
        return "antigravity";
    }

    @Override
    List<String> said(long tokens, String message) {
        return List.of("{\"conversation_id\":\"c1\",\"status\":\"SUCCESS\",\"response\":\"" + message
                + "\",\"usage\":{\"input_tokens\":" + tokens + ",\"cache_read_tokens\":0,\"total_tokens\":" + tokens
                + "}}");
    }

    @Override
    protected Map<FailureKind, Said> failures() {
        return Map.of(
                FailureKind.BAD_OUTPUT, line("", 0),
                FailureKind.AUTH, line("{'status':'ERROR','error':'Not signed in'}", 1),
                FailureKind.QUOTA, line("{'status':'ERROR','error':'Quota exceeded'}", 1),
                FailureKind.RATE_LIMITED, line("{'status':'ERROR','error':'RESOURCE_EXHAUSTED'}", 1),
                FailureKind.OVERLOADED, line("{'status':'ERROR','error':'503 UNAVAILABLE'}", 1),
                FailureKind.NETWORK, line("{'status':'ERROR','error':'dial tcp: no such host'}", 1),
                FailureKind.REFUSED, line("{'status':'ERROR','error':'model x not found'}", 1),
                FailureKind.CRASHED, line("{'status':'ERROR','error':'something else'}", 1));
    }

    @Override
    protected boolean takesLongPrompts() {
        return false;
    }
}
