package io.clicouncil.adapters.words;

import io.clicouncil.failure.FailureKind;
import java.util.Optional;

/**
 * What the status of a provider's HTTP answer means, as agents hand it on.
 *
 * @since 0.1
 */
public final class ProviderStatus {
    private ProviderStatus() {}

    /** The kind of failure that it stands for; nothing where it stands for none, or for any. */
    public static Optional<FailureKind> kind(int status) {
        return switch (status) {
            case 401, 403 -> Optional.of(FailureKind.AUTH);
            case 402 -> Optional.of(FailureKind.QUOTA);
            case 404, 413, 422 -> Optional.of(FailureKind.REFUSED);
            case 408 -> Optional.of(FailureKind.NETWORK);
            case 429 -> Optional.of(FailureKind.RATE_LIMITED);
            default -> status >= 500 ? Optional.of(FailureKind.OVERLOADED) : Optional.empty();
        };
    }
}
