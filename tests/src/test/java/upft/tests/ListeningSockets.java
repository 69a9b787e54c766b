package upft.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Where a process of Linux listens, as the kernel tells. */
final class ListeningSockets {
    private static final String LISTEN = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private ListeningSockets() {}

    /** The addresses, by port. */
    static Map<Integer, String> of(long process) throws IOException {
        Path proc = Path.of("/proc", Long.toString(process));
        Set<String> own = sockets(proc);
        Map<Integer, String> listening = new TreeMap<>();
        for (String protocol : List.of("tcp", "tcp6", "udp", "udp6")) {
            List<String> lines = Files.readAllLines(proc.resolve("net").resolve(protocol));
            for (String line : lines.subList(1, lines.size())) {
                String[] fields = line.strip().split("\\s+");
                boolean listens = fields[STATE].equals(LISTEN) || protocol.startsWith("udp");
                if (listens && own.contains("socket:[" + fields[INODE] + "]")) {
                    String[] local = fields[LOCAL_ADDRESS].split(":");
                    listening.put(Integer.parseInt(local[1], 16), address(local[0]));
                }
            }
        }
        return listening;
    }

    private static Set<String> sockets(Path proc) throws IOException {
        Set<String> links = new HashSet<>();
        try (Stream<Path> files = Files.list(proc.resolve("fd"))) {
            for (Path file : files.toList()) {
                links.add(Files.readSymbolicLink(file).toString());
            }
        }
        return links;
    }

    /** Groups of four bytes, each turned round; of IPv6 only the form that holds an address of IPv4 is understood. */
    private static String address(String hex) {
        String last = hex.substring(hex.length() - 8);
        boolean four = hex.length() == 8 || hex.startsWith("0000000000000000FFFF0000");
        return four ? part(last, 6) + "." + part(last, 4) + "." + part(last, 2) + "." + part(last, 0) : hex;
    }

    private static int part(String hex, int at) {
        return Integer.parseInt(hex.substring(at, at + 2), 16);
    }
}
