package upft.bench;

import com.google.gson.JsonObject;
import java.util.function.Function;
import upft.io.JsonRecord;
import upft.io.UserException;

/**
 * A program and its job, with a name and a note for the table.
 *
 * @param reading makes a result of the program's answer; what it throws as {@link UserException} or
 *     {@link ContenderException} says why the answer is none
 */
public record ProcessContender<R>(
        String name, String note, MeasuringProcess process, JsonObject job, Function<JsonRecord, R> reading)
        implements Contender<R> {
    @Override
    public R run() {
        JsonRecord answer = process.answer(job);
        try {
            return reading.apply(answer);
        } catch (UserException e) {
            throw new ContenderException("its answer cannot be read: " + e.getMessage(), e);
        }
    }
}
