package io.clicouncil.adapters;

import io.clicouncil.failure.FailureKind;
import java.util.List;
import java.util.Map;

class CursorContractTest extends ManifestContract {
    @Override
    String id() {
        return "cursor";
    }

    @Override
    List<String> said(long tokens, String message) {
        return List.of("{\"type\":\"result\",\"subtype\":\"success\",\"is_error\":false,\"result\":\"" + message
                + "\",\"usage\":{\"inputTokens\":" + tokens + ",\"outputTokens\":0}}");
    }

    @Override
    protected Map<FailureKind, Said> failures() {
        return Map.of(
                FailureKind.BAD_OUTPUT, line("", 0),
                FailureKind.CRASHED, line("", 1),
                FailureKind.AUTH, line("{'type':'result','is_error':true,'result':'Not logged in'}", 1),
                FailureKind.QUOTA,
                        line("{'type':'result','is_error':true,'result':'You have hit your usage limit'}", 1),
                FailureKind.RATE_LIMITED, line("{'type':'result','is_error':true,'result':'Too many requests'}", 1),
                FailureKind.OVERLOADED,
                        line("{'type':'result','is_error':true,'result':'The model is unavailable'}", 1),
                FailureKind.NETWORK, line("{'type':'result','is_error':true,'result':'connect ECONNREFUSED'}", 1),
                FailureKind.REFUSED, line("{'type':'result','is_error':true,'result':'Cannot use this model'}", 1));
    }

    @Override
    protected boolean takesLongPrompts() {
        return false;
    }
}
