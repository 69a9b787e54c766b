package upft.kernel.client;

import org.zeromq.SocketType;

/** The sockets between a client and a kernel, and what they are called in a connection file. */
public enum Channel {
    SHELL("shell_port", SocketType.DEALER),
    CONTROL("control_port", SocketType.DEALER),
    STDIN("stdin_port", SocketType.DEALER),
    IOPUB("iopub_port", SocketType.SUB),
    HEARTBEAT("hb_port", SocketType.REQ);

    private final String port;
    private final SocketType type;

    Channel(String port, SocketType type) {
        this.port = port;
        this.type = type;
    }

    /** The field that names its port. */
    String port() {
        return port;
    }

    SocketType type() {
        return type;
    }
}
