package io.clicouncil.adapters.ollama;

import io.clicouncil.adapter.Availability;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Looks whether a server answers and has the model, without loading it. */
final class OllamaProbe {
    private static final int NOT_FOUND = 404;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int MOST_NAMED = 8;

    private final OllamaClient client;
    private final Endpoint endpoint;
    private final @Nullable String model;

    OllamaProbe(OllamaClient client, Endpoint endpoint, @Nullable String model) {
        this.client = client;
        this.endpoint = endpoint;
        this.model = model;
    }

    Mono<Availability> look() {
        return client.version().flatMap(this::lookForModel).onErrorResume(error -> Mono.just(withoutServer(error)));
    }

    private Mono<Availability> lookForModel(String version) {
        String wanted = model;
        if (wanted == null) {
            return client.models()
                    .onErrorReturn(List.of())
                    .map(known -> unusable(version, "name a 'model' in council.yml; " + those(known)));
        }
        return client.show(wanted)
                .map(info -> found(version, null, ""))
                .onErrorResume(HttpFailure.class, failure -> switch (failure.status()) {
                    case NOT_FOUND ->
                        client.models()
                                .onErrorReturn(List.of())
                                .map(known -> unusable(
                                        version,
                                        "Ollama does not have the model " + wanted + ": ollama pull " + wanted
                                                + ", or take another; " + those(known)));
                    case UNAUTHORIZED, FORBIDDEN ->
                        Mono.just(found(version, false, "sign in with: ollama signin, or set " + Endpoint.KEY));
                    default -> Mono.just(unusable(version, "Ollama cannot say what it knows of the model " + wanted));
                });
    }

    private Availability withoutServer(Throwable error) {
        String where = "no Ollama server answers at " + endpoint.base();
        return error instanceof IOException && !(error instanceof HttpFailure)
                ? Availability.missing(
                        where + ": install it from https://ollama.com and start it with: ollama serve, or set "
                                + Endpoint.HOST + " or 'url'")
                : Availability.missing(where + " as one should: correct " + Endpoint.HOST + " or 'url'");
    }

    private Availability found(String version, @Nullable Boolean signedIn, String advice) {
        return new Availability(true, named(version), signedIn, endpoint.base().toString(), advice);
    }

    private Availability unusable(String version, String advice) {
        return new Availability(false, named(version), null, endpoint.base().toString(), advice);
    }

    private static @Nullable String named(String version) {
        return version.isEmpty() ? null : version;
    }

    private static String those(List<String> models) {
        if (models.isEmpty()) {
            return "it has none yet";
        }
        String more = models.size() > MOST_NAMED ? ", …" : "";
        return "it has " + String.join(", ", models.subList(0, Math.min(MOST_NAMED, models.size()))) + more;
    }
}
