package dev.emend.prompt;

/** One message as a model gets it: every placeholder filled. */
public record ChatMessage(Role role, String content) {}
