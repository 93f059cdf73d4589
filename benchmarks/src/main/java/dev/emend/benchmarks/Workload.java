package dev.emend.benchmarks;

import dev.emend.model.Constraint;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.prompt.ChatMessage;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Requests such as an evaluation makes: a short text to put into one of twelve classes, behind a prompt that all share.
 *
 * @param requests in the order in which they are asked
 */
record Workload(String name, List<Request> requests) {

    private static final int ANSWER_TOKENS = 16;

    private static final String RULES = """
            Route the customer's message to one of these intents and answer with the intent's name alone: card_arrival, \
            card_lost, refund_pending, refund_refused, transfer_late, transfer_refused, fee_unknown, rate_wrong, top_up_late, \
            top_up_refused, cash_missing, account_closed.""";

    private static final String OTHER_RULES = """
            You sort letters to a bank. Read the letter, think of what the writer wants, and name the one intent that fits: \
            card_arrival, card_lost, refund_pending, refund_refused, transfer_late, transfer_refused, fee_unknown, rate_wrong, \
            top_up_late, top_up_refused, cash_missing, account_closed. Answer with its name.""";

    private static final String[] OPENINGS = {
        "Hello, I have waited for", "Could you please tell me about", "I do not understand what happened to",
        "For three days now there is no trace of", "Your app shows nothing about", "I am writing to complain about"
    };
    private static final String[] THINGS = {
        "the new card that I ordered", "my refund from the shoe shop", "the transfer to my landlord",
        "the fee on my last payment", "the cash that the machine kept", "the top-up from my other account"
    };
    private static final String[] ENDINGS = {
        "and would like to know when it comes.", "and nobody answers my calls.", "although I was promised help.",
        "which I need before Friday.", "and the amount looks wrong.", "so what should I do next?"
    };
    private static final String[] LABELS = {
        "card_arrival", "refund_pending", "transfer_late", "fee_unknown", "cash_missing", "top_up_late"
    };

    /** A prompt of the rules alone. */
    static Workload shortPrefix(int count) {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(request(RULES, 0, i));
        }
        return new Workload("short prefix", requests);
    }

    /** A prompt with demonstrations, about 400 tokens. */
    static Workload longPrefix(int count) {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(request(RULES, 10, i));
        }
        return new Workload("long prefix", requests);
    }

    /** Two prompts of about 400 tokens, in turn, as when two candidates race. */
    static Workload twoPrefixes(int count) {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(request(i % 2 == 0 ? RULES : OTHER_RULES, 10, i / 2));
        }
        return new Workload("two prefixes in turn", requests);
    }

    private static Request request(String rules, int demonstrations, int number) {
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(new ChatMessage(Role.SYSTEM, rules));
        Random shown = new Random(rules.length());
        for (int i = 0; i < demonstrations; i++) {
            int thing = shown.nextInt(THINGS.length);
            messages.add(new ChatMessage(Role.USER, text(shown, thing)));
            messages.add(new ChatMessage(Role.ASSISTANT, LABELS[thing]));
        }
        Random own = new Random(1000L + number);
        messages.add(new ChatMessage(Role.USER, text(own, own.nextInt(THINGS.length))));
        return new Request(
                Purpose.TASK, messages, Sampling.GREEDY.withMaxTokens(ANSWER_TOKENS), Constraint.NONE, number, 0);
    }

    private static String text(Random random, int thing) {
        return OPENINGS[random.nextInt(OPENINGS.length)] + " " + THINGS[thing] + " "
                + ENDINGS[random.nextInt(ENDINGS.length)];
    }
}
