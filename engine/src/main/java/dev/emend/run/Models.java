package dev.emend.run;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Audience;
import dev.emend.data.Example;
import dev.emend.metric.Metric;
import dev.emend.metric.Question;
import dev.emend.metric.TextEmbedding;
import dev.emend.model.LanguageModel;
import dev.emend.model.Price;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.program.Execution;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The models of a run. Two roles may have the same object.
 *
 * @param seats who serves a purpose; several where a jury judges, or where one prompt is to serve several task models
 * @param embedding tells proposals of the same meaning; empty where only their words are compared
 * @param instruments what steps of a chain without a prompt work with, where the journal does not know the result
 */
public record Models(
        Map<Purpose, List<Seat>> seats, Optional<TextEmbedding> embedding, Execution.Instruments instruments) {

    /** A model with its price. */
    public record Seat(LanguageModel model, Price price) {

        /** @throws IllegalArgumentException where the model can work on no call at once */
        public Seat {
            if (model.parallelism() < 1) {
                throw new IllegalArgumentException("the model " + model.name() + " must be able to work on at least one"
                        + " call at once, and its parallelism is " + model.parallelism());
            }
        }
    }

    public Models {
        Map<Purpose, List<Seat>> copy = new EnumMap<>(Purpose.class);
        seats.forEach((purpose, models) -> copy.put(purpose, List.copyOf(models)));
        seats = Collections.unmodifiableMap(copy);
    }

    /** Models without an embedding; tools and retrievers are used directly. */
    public Models(Map<Purpose, List<Seat>> seats) {
        this(seats, Optional.empty(), Execution.Instruments.DIRECT);
    }

    /**
     * Models by their names.
     *
     * @param names who serves a purpose
     * @param prices by name; a model without one is free
     * @param opened gives the model of a name
     */
    public static Models of(
            Map<Purpose, List<String>> names, Map<String, Price> prices, Function<String, LanguageModel> opened) {
        Map<Purpose, List<Seat>> seats = new EnumMap<>(Purpose.class);
        new TreeMap<>(names)
                .forEach((purpose, serving) -> seats.put(
                        purpose,
                        serving.stream()
                                .map(name -> new Seat(opened.apply(name), prices.getOrDefault(name, Price.FREE)))
                                .toList()));
        return new Models(seats);
    }

    /** These models, and an embedding. */
    public Models withEmbedding(TextEmbedding local) {
        return new Models(seats, Optional.of(local), instruments);
    }

    /** These models, and these instruments in the place of their own. */
    public Models withInstruments(Execution.Instruments others) {
        return new Models(seats, embedding, others);
    }

    /** The task model alone, as for answers that nobody judges. */
    public static Models task(LanguageModel model, Price price) {
        return new Models(Map.of(Purpose.TASK, List.of(new Seat(model, price))));
    }

    /** A task model and a meta-model. */
    public static Models of(LanguageModel task, Price taskPrice, LanguageModel meta, Price metaPrice) {
        return new Models(Map.of(
                Purpose.TASK, List.of(new Seat(task, taskPrice)),
                Purpose.META, List.of(new Seat(meta, metaPrice))));
    }

    /** One model in every role, at no cost. */
    public static Models local(LanguageModel model) {
        return of(model, Price.FREE, model, Price.FREE).withJudges(List.of(new Seat(model, Price.FREE)));
    }

    /** These models, with these task models, at least one, in the place of its own. */
    public Models withTaskModels(List<Seat> answering) {
        Map<Purpose, List<Seat>> changed = new EnumMap<>(seats);
        changed.put(Purpose.TASK, answering);
        return new Models(changed, embedding, instruments);
    }

    /**
     * @param work what needs such a model, such as "the strategy auto"
     * @throws InvalidInputException where none serves this purpose
     */
    public void require(Purpose purpose, String work) {
        require(purpose, 1, work);
    }

    /** @throws InvalidInputException where there are fewer judges than the metric asks about an answer to one of these examples */
    void requireJudges(Metric metric, List<Example> examples) {
        if (metric.asksJudges()) {
            requireJudges(Judging.questions(metric, examples), "the metric " + metric.name());
        }
    }

    /**
     * @param questions examples of those that will be asked
     * @param work what asks them
     * @throws InvalidInputException where there are fewer judges than they are for, or none
     */
    void requireJudges(List<Question> questions, String work) {
        int last = questions.stream().mapToInt(Question::juror).max().orElse(0);
        require(Purpose.JUDGE, 1 + last, work);
    }

    /** @throws InvalidInputException where there is no task model, or not the one that an example is for */
    public void requireAnswering(List<Example> examples) {
        require(Purpose.TASK, "every example");
        examples.forEach(this::seatOf);
    }

    /** @throws InvalidInputException where a model is missing that answers these examples, or that the metric asks about an answer */
    public void requireScored(List<Example> examples, Metric metric) {
        requireAnswering(examples);
        requireJudges(metric, examples);
    }

    private void require(Purpose purpose, int least, String work) {
        int serving = seats.getOrDefault(purpose, List.of()).size();
        if (serving < least) {
            throw new InvalidInputException(
                    work + " needs " + (least == 1 ? "a " + role(purpose) : least + " " + role(purpose) + "s")
                            + ", and there is " + (serving == 0 ? "none" : "no more than " + serving),
                    Where.NOWHERE,
                    "Models.of(…) takes a task model and a meta-model, and withJudges(…) judges.");
        }
    }

    private static String role(Purpose purpose) {
        return switch (purpose) {
            case TASK -> "task model";
            case META -> "meta-model";
            case JUDGE -> "judge";
            case EMBED, TOOL -> purpose.label();
        };
    }

    /**
     * Which of the task models answers this example, from 0: the one that it names, else the first.
     *
     * @throws InvalidInputException where it names another
     */
    int seatOf(Example example) {
        String name = example.columns().get(Audience.MODEL);
        if (name == null) {
            return 0;
        }
        List<Seat> answering = seats.getOrDefault(Purpose.TASK, List.of());
        for (int i = 0; i < answering.size(); i++) {
            if (answering.get(i).model().name().equals(name)) {
                return i;
            }
        }
        throw new InvalidInputException(
                "the example \"" + example.id() + "\" is for the model " + name
                        + ", which is none of this run's task models",
                example.where(),
                "Models.withTaskModels(…) takes one more.");
    }

    /** These models, and a jury of at least one. */
    public Models withJudges(List<Seat> judges) {
        Map<Purpose, List<Seat>> more = new EnumMap<>(seats);
        more.put(Purpose.JUDGE, judges);
        return new Models(more, embedding, instruments);
    }

    /** These models, and another task model at the price of the one before, or at none. */
    public Models answeredBy(LanguageModel model) {
        Map<Purpose, List<Seat>> other = new EnumMap<>(Purpose.class);
        other.putAll(seats);
        Price price = seats.getOrDefault(Purpose.TASK, List.of()).stream()
                .findFirst()
                .map(Seat::price)
                .orElse(Price.FREE);
        other.put(Purpose.TASK, List.of(new Seat(model, price)));
        return new Models(other, embedding, instruments);
    }

    /** These models, and those that are free at the price that stands under their name, where one does. */
    Models priced(Map<String, Price> prices) {
        Map<Purpose, List<Seat>> other = new EnumMap<>(Purpose.class);
        seats.forEach((purpose, serving) -> other.put(
                purpose,
                serving.stream()
                        .map(seat -> seat.price().isFree()
                                ? new Seat(
                                        seat.model(),
                                        prices.getOrDefault(seat.model().name(), Price.FREE))
                                : seat)
                        .toList()));
        return new Models(other, embedding, instruments);
    }

    /** Whether nothing that any of them does costs money, as far as is known. */
    boolean areFree() {
        return seats.values().stream()
                .flatMap(List::stream)
                .allMatch(seat -> seat.price().isFree());
    }

    LanguageModel model(Request request) {
        return seat(request.purpose(), request.juror()).model();
    }

    Price price(Request request) {
        return seat(request.purpose(), request.juror()).price();
    }

    /** Of the task model that answers this example. */
    public Price taskPrice(Example example) {
        return seat(Purpose.TASK, seatOf(example)).price();
    }

    private Seat seat(Purpose purpose, int juror) {
        List<Seat> serving = seats.getOrDefault(purpose, List.of());
        if (juror >= serving.size()) {
            throw new IllegalArgumentException("this run has " + serving.size() + " models for the purpose "
                    + purpose.label() + ", and number " + juror + " is called, counted from 0");
        }
        return serving.get(juror);
    }
}
