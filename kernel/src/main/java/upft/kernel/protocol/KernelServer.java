package upft.kernel.protocol;

import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import upft.io.UserException;
import upft.kernel.cell.Interpreter;
import upft.kernel.history.History;

/**
 * Serves an {@link Interpreter} to Jupyter clients: protocol 5.4 over ZeroMQ, with the base kernel's signing, connection
 * files and message contents, and loops of its own that wait in the socket instead of polling it.
 *
 * <p>One thread for each channel: shell requests are answered in turn, so a cell blocks those behind it; control requests
 * are answered at once; what is published goes through one queue, in order; what cells ask is asked on a fourth.
 */
public final class KernelServer implements AutoCloseable {
    private static final int LINGER_MILLIS = 500;
    /** An interrupted cell is left to itself after one second. */
    private static final long CELL_MILLIS = 1500;

    private static final long PUBLISH_MILLIS = 1000;
    /** How soon it is noticed that a cell which asked was interrupted; the next question waits for that. */
    private static final int WITHDRAWN_MILLIS = 50;
    /** Messages that wait for one slow client before all wait for it. */
    private static final int PUBLISH_AHEAD = 256;

    private final KernelConnectionProperties connection;
    private final Interpreter interpreter;
    private final ZMQ.Context requests = ZMQ.context(1);
    /** Apart from the other, so that what was put out last is still sent when no request is taken any more. */
    private final ZMQ.Context publications = ZMQ.context(1);

    private final CountDownLatch shutdown = new CountDownLatch(1);
    private final LongAdder refused = new LongAdder();
    private final Publisher publisher;
    private final Questions questions;
    private final Thread publishing;
    private final Thread shell;

    /**
     * Binds the sockets and begins to answer.
     *
     * @param history what clients are told of cells that were run; the interpreter adds to it
     * @param version of the kernel, as it is told to clients
     * @throws UserException if an address cannot be bound or the connection asks for what is not supported
     */
    public KernelServer(
            KernelConnectionProperties connection, Interpreter interpreter, History history, String version) {
        this.connection = connection;
        this.interpreter = interpreter;
        KernelInfo info = new KernelInfo(version);
        publisher = new Publisher(publishSocket(), new Wire(connection));
        questions = new Questions(stdinSocket(), new Wire(connection), refused);
        ZMQ.Socket heartbeat = bound(connection.getHbPort());
        ZMQ.Socket control = bound(connection.getControlPort());
        ZMQ.Socket shellSocket = bound(connection.getShellPort());
        publishing = started("publish", publisher);
        publisher.status("starting", new JsonObject());
        started("heartbeat", new Heartbeat(heartbeat));
        started("stdin", questions);
        ShellRequests shellRequests = new ShellRequests(interpreter, history, publisher, questions, info);
        started("control", loop(control, new ControlRequests(shellRequests::interrupt, info)));
        shell = started("shell", loop(shellSocket, shellRequests));
    }

    private RequestLoop loop(ZMQ.Socket socket, RequestLoop.Handler handler) {
        return new RequestLoop(socket, new Wire(connection), publisher, handler, shutdown::countDown, refused);
    }

    /** Waits until a client asks for the end, or {@link #requestShutdown} does. */
    public void awaitShutdownRequest() throws InterruptedException {
        shutdown.await();
    }

    /** Ends {@link #awaitShutdownRequest}. */
    public void requestShutdown() {
        shutdown.countDown();
    }

    /** How many messages were malformed or signed wrongly, and so not answered. */
    public long refusedMessages() {
        return refused.sum();
    }

    /** Interrupts what runs, sends what is waiting, closes the interpreter and the sockets; takes some seconds at most. */
    @Override
    public void close() {
        interpreter.interrupt();
        questions.end();
        Thread requestsEnd = started("requests end", requests::term);
        join(shell, CELL_MILLIS);
        publisher.end();
        join(publishing, PUBLISH_MILLIS);
        Thread publicationsEnd = started("publications end", publications::term);
        interpreter.close();
        join(requestsEnd, LINGER_MILLIS);
        join(publicationsEnd, LINGER_MILLIS);
    }

    private ZMQ.Socket publishSocket() {
        ZMQ.Socket socket = publications.socket(SocketType.XPUB);
        socket.setXpubNoDrop(true);
        socket.setSndHWM(PUBLISH_AHEAD);
        return bind(socket, connection.getIopubPort());
    }

    private ZMQ.Socket stdinSocket() {
        ZMQ.Socket socket = bound(connection.getStdinPort());
        socket.setReceiveTimeOut(WITHDRAWN_MILLIS);
        socket.setRouterMandatory(true);
        return socket;
    }

    private ZMQ.Socket bound(int port) {
        ZMQ.Socket socket = requests.socket(SocketType.ROUTER);
        socket.setRouterHandover(true); // A client that reconnects keeps its identity.
        socket.setSndHWM(0);
        return bind(socket, port);
    }

    private ZMQ.Socket bind(ZMQ.Socket socket, int port) {
        socket.setLinger(LINGER_MILLIS);
        String address = connection.getTransport() + "://" + connection.getIp() + ":" + port;
        try {
            socket.bind(address);
            return socket;
        } catch (ZMQException | IllegalArgumentException e) {
            throw new UserException(
                    "Cannot listen on " + address + ": " + e.getMessage()
                            + ". The connection file must name free ports of this machine and transport \"tcp\".",
                    e);
        }
    }

    private static Thread started(String name, Runnable body) {
        Thread thread = new Thread(body, "jupyter " + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void join(Thread thread, long millis) {
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
