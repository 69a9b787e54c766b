package upft.io;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be read or written, in words for users: no class names, and no names of temporary files. */
public final class FileErrors {
    private FileErrors() {}

    /** The reason alone, such as "No space left on device", to be put behind the name that the user knows. */
    public static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "No such file or directory";
        }
        if (e instanceof AccessDeniedException) {
            return "Permission denied";
        }
        if (e instanceof FileAlreadyExistsException exists) {
            return exists.getFile() + " is in the way";
        }
        if (e instanceof CharacterCodingException) {
            return "It is not UTF-8 text";
        }
        if (e instanceof FileNotFoundException) {
            return e.getMessage().replaceFirst("(?s).*\\((.*)\\)$", "$1");
        }
        String reason = e instanceof FileSystemException named ? named.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }

    /**
     * An error that says why {@code what} could not be written and what to do about it.
     *
     * @param what the target, as the user named it
     */
    public static UserException cannotWrite(String what, IOException e) {
        String reason = reason(e);
        return new UserException("Cannot write " + what + ": " + reason + ". " + advice(reason), e);
    }

    /** The reasons are those of the operating system: there is no exception class for a full disk. */
    private static String advice(String reason) {
        boolean full =
                reason.contains("No space left") || reason.contains("quota") || reason.contains("not enough space");
        return full ? "Free some space or choose another place." : "Choose another place.";
    }
}
