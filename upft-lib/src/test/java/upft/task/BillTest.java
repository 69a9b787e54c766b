package upft.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class BillTest {
    @Test
    void billsAddUp() {
        Bill bill = Bill.sampling(100, 2).plus(Bill.reused(50, 1)).plus(Bill.training(30, 4));
        assertEquals(new Bill(150, 50, 30, 3, 4), bill);
        assertEquals(180, bill.tokens());
    }

    @Test
    void aShareOfTheSamplingCostGoesByTokens() {
        assertEquals(new Bill(50, 10, 0, 1.5, 0), new Bill(200, 40, 70, 6, 9).samplingShare(50));
        assertEquals(Bill.NOTHING, Bill.NOTHING.samplingShare(0));
    }

    @Test
    void reusedTokensAreSaid() {
        assertEquals(
                "1,500 tokens sampled (500 reused) in 2.0 s, 30 trained on in 4.0 s",
                new Bill(1500, 500, 30, 2, 4).toString());
    }
}
