package upft.tests;

import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import upft.kernel.protocol.KernelServer;

/** Tests of a server in this process, with an interpreter that does what the test says, by a client over real sockets. */
abstract class KernelOverSockets {
    final FakeInterpreter interpreter = new FakeInterpreter();
    JsonObject connection;
    KernelServer server;
    JupyterClient client;

    @BeforeEach
    void connect() throws IOException {
        connection = JupyterClient.freeConnection();
        server = new KernelServer(
                KernelConnectionProperties.parse(connection.toString()), interpreter, interpreter.history(), "1.2.3");
        client = new JupyterClient(connection).awaitReady();
    }

    @AfterEach
    void disconnect() {
        client.close();
        server.close();
    }
}
