package dev.emend.format.yaml;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.parser.Parser;

/** Refuses lists and mappings that are nested deeper than anybody writes them: whatever reads them recurses. */
final class ShallowParser implements Parser {

    private static final int DEEPEST = 500;

    private final Parser parser;
    private final Function<Optional<Mark>, Where> where;
    private int depth;

    /** @param where a mark stands in the file */
    ShallowParser(Parser parser, Function<Optional<Mark>, Where> where) {
        this.parser = parser;
        this.where = where;
    }

    @Override
    public boolean hasNext() {
        return parser.hasNext();
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
        return parser.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
        return parser.peekEvent();
    }

    @Override
    public Event next() {
        Event event = parser.next();
        Event.ID id = event.getEventId();
        if (id == Event.ID.SequenceStart || id == Event.ID.MappingStart) {
            depth++;
        } else if (id == Event.ID.SequenceEnd || id == Event.ID.MappingEnd) {
            depth--;
        }
        if (depth > DEEPEST) {
            throw new InvalidInputException(
                    "lists and mappings are nested more than " + DEEPEST + " deep",
                    where.apply(event.getStartMark()),
                    "brackets are not closed.");
        }
        return event;
    }
}
