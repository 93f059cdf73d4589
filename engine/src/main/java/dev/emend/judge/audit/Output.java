package dev.emend.judge.audit;

import dev.emend.judge.Brief;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One output.
 *
 * @param human people's rating, on any scale
 * @param writer the system or model that wrote it, where the data tell
 * @param group outputs for one input share it
 */
public record Output(
        String id, Brief brief, String text, OptionalDouble human, Optional<String> writer, String group) {}
