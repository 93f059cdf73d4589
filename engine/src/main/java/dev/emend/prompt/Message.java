package dev.emend.prompt;

/** One message of a prompt. */
public record Message(Role role, Template content) {}
