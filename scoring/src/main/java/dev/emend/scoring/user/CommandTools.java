package dev.emend.scoring.user;

import dev.emend.program.Tool;
import dev.emend.program.ToolProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Commands as steps of a chain. */
public final class CommandTools implements ToolProvider {

    @Override
    public Tool command(List<String> command, Path folder, Duration patience) {
        return new CommandTool(command, folder, patience);
    }
}
