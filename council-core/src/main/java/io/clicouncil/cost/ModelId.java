package io.clicouncil.cost;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a model taken apart. Command lines write {@code anthropic/claude-x}, {@code claude-x[1m]} or {@code
 * claude-x-20260101} for one and the same.
 *
 * @param provider the provider that the name begins with, as the table calls it; empty for one that the table does not
 *     have, null where the name begins with none
 * @param name the rest, without the date of a snapshot and without the size of a context
 */
record ModelId(@Nullable String provider, String name) {
    private static final Pattern CONTEXT = Pattern.compile("\\[\\w+]$");
    private static final Pattern DATE = Pattern.compile("[-@](\\d{8}|\\d{4}-\\d{2}-\\d{2})$");
    private static final Pattern LATEST = Pattern.compile("[-:]latest$");
    /** A number where a name of the table ends: that is another version of the model, not a variant of this one. */
    private static final Pattern OTHER_VERSION = Pattern.compile("[-.]\\d{1,2}(?!-?\\d)(\\D.*)?");

    private static final String SEPARATORS = "-:@_/";

    /** What others call the providers of the table. */
    private static final Map<String, String> PROVIDERS = Map.ofEntries(
            Map.entry("anthropic", "anthropic"),
            Map.entry("openai", "openai"),
            Map.entry("azure", "openai"),
            Map.entry("google", "google"),
            Map.entry("gemini", "google"),
            Map.entry("vertex_ai", "google"),
            Map.entry("google-vertex", "google"),
            Map.entry("models", "google"),
            Map.entry("alibaba", "alibaba"),
            Map.entry("dashscope", "alibaba"),
            Map.entry("qwen", "alibaba"));

    /** Those that pass on the prices of whom they pass the requests on to. */
    private static final List<String> ROUTERS = List.of("openrouter/", "opencode/");

    /** Takes a name apart. */
    static ModelId of(String written) {
        String rest = written.strip().toLowerCase(Locale.ROOT);
        for (String router : ROUTERS) {
            rest = rest.startsWith(router) ? rest.substring(router.length()) : rest;
        }
        int slash = rest.indexOf('/');
        String provider = slash < 0 ? null : PROVIDERS.getOrDefault(rest.substring(0, slash), "");
        String name = CONTEXT.matcher(rest.substring(slash + 1)).replaceFirst("");
        return new ModelId(
                provider, LATEST.matcher(DATE.matcher(name).replaceFirst("")).replaceFirst(""));
    }

    /** Whether a name of the table begins this one's and stands for a family that this one belongs to. */
    boolean extend(String known) {
        if (!name.startsWith(known) || name.length() == known.length()) {
            return false;
        }
        String rest = name.substring(known.length());
        return SEPARATORS.indexOf(rest.charAt(0)) >= 0
                && !OTHER_VERSION.matcher(rest).matches();
    }
}
