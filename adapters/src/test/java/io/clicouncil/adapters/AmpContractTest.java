package io.clicouncil.adapters;

import io.clicouncil.failure.FailureKind;
import java.util.List;
import java.util.Map;

class AmpContractTest extends ManifestContract {
    @Override
    String id() {
        return "amp";
    }

    @Override
    List<String> said(long tokens, String message) {
        return List.of(
                "{\"type\":\"result\",\"subtype\":\"success\",\"is_error\":false,\"result\":\"" + message + "\"}");
    }

    @Override
    protected Map<FailureKind, Said> failures() {
        return Map.of(
                FailureKind.CRASHED, line("", 1),
                FailureKind.AUTH, line("{'type':'result','is_error':true,'error':'Unauthorized, run amp login'}", 1),
                FailureKind.QUOTA, line("{'type':'result','is_error':true,'error':'Insufficient credit'}", 1),
                FailureKind.RATE_LIMITED, line("{'type':'result','is_error':true,'error':'Rate limit'}", 1),
                FailureKind.OVERLOADED, line("{'type':'result','is_error':true,'error':'529 Overloaded'}", 1),
                FailureKind.NETWORK, line("{'type':'result','is_error':true,'error':'connect ECONNREFUSED'}", 1),
                FailureKind.BAD_OUTPUT,
                        line("{'type':'result','is_error':true,'subtype':'error_max_turns','error':'too long'}", 1));
    }

    @Override
    protected boolean knowsItsPrice() {
        return false;
    }
}
