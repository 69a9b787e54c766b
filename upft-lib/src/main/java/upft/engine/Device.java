package upft.engine;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import upft.io.UserException;

/**
 * Where weights lie and what computes with them. An {@link Engine} has one; everything that runs on it is there.
 *
 * @param number which GPU, counted from 0; 0 for the others
 */
public record Device(Kind kind, int number) {
    /** What a device is. */
    public enum Kind {
        /** A GPU where there is one that can be used, else the processor. */
        AUTO,
        CPU,
        CUDA
    }

    public static final Device AUTO = new Device(Kind.AUTO, 0);
    public static final Device CPU = new Device(Kind.CPU, 0);

    private static final Pattern CUDA = Pattern.compile("cuda:(\\d{1,4})");

    public Device {
        if (number < 0 || number > 0 && kind != Kind.CUDA) {
            throw new IllegalArgumentException(kind + " " + number);
        }
    }

    /** A GPU of NVIDIA's. */
    public static Device cuda(int number) {
        return new Device(Kind.CUDA, number);
    }

    /**
     * @param text {@code auto}, {@code cpu}, or {@code cuda:N}
     * @throws UserException if it is something else
     */
    public static Device parse(String text) {
        Matcher cuda = CUDA.matcher(text);
        if (cuda.matches()) {
            return cuda(Integer.parseInt(cuda.group(1)));
        }
        return switch (text) {
            case "auto" -> AUTO;
            case "cpu" -> CPU;
            default ->
                throw new UserException("There is no device \"" + text
                        + "\". Give auto, cpu, or cuda: with the number of a GPU, as in cuda:0.");
        };
    }

    /**
     * The device that is meant on a machine with these GPUs.
     *
     * @return never {@link #AUTO}
     * @throws UserException if there is none such
     */
    public Device among(Gpus gpus) {
        return switch (kind) {
            case CPU -> this;
            case AUTO -> gpus.first().isPresent() ? cuda(gpus.first().getAsInt()) : CPU;
            case CUDA -> {
                gpus.obstacle(number).ifPresent(why -> {
                    throw new UserException("The device " + this + " cannot be used: " + why);
                });
                yield this;
            }
        };
    }

    boolean isGpu() {
        return kind == Kind.CUDA;
    }

    /** As {@link #parse} takes it. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + (kind == Kind.CUDA ? ":" + number : "");
    }
}
