package upft.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ChunkPolicyTest {
    @Test
    void aSlowModelIsAskedForAsMuchAsAQuarterOfASecondHolds() {
        assertEquals(2, ChunkPolicy.start().after(4, 0.4).steps());
        assertEquals(1, ChunkPolicy.start().after(4, 4).steps());
        assertEquals(1, ChunkPolicy.start().after(1, 60).steps());
    }

    @Test
    void aFastModelIsAskedForTwiceAsMuchEachTimeUpToEight() {
        assertEquals(2, new ChunkPolicy(1).after(1, 0.001).steps());
        ChunkPolicy policy = ChunkPolicy.start();
        assertEquals(4, policy.steps());
        policy = policy.after(4, 0.001);
        assertEquals(8, policy.steps());
        assertEquals(8, policy.after(8, 0).steps());
    }

    @Test
    void growthCountsFromWhatWasDone() {
        assertEquals(2, new ChunkPolicy(8).after(1, 0.0001).steps());
    }

    @Test
    void chunksSettleAtTheTarget() {
        ChunkPolicy policy = ChunkPolicy.start();
        for (int i = 0; i < 10; i++) {
            policy = policy.after(policy.steps(), policy.steps() * 0.04);
        }
        assertEquals(6, policy.steps());
    }
}
