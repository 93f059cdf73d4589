package dev.emend.judge.calibration;

/**
 * What may still be spent.
 *
 * @param questions to judges and to the meta-model; huge where calls are not limited
 * @param tokens of both; huge where they are not limited
 */
record Allowance(double questions, double tokens) {

    Allowance part(double share) {
        return new Allowance(questions * share, tokens * share);
    }

    boolean covers(double asked, double costing) {
        return asked <= questions && costing <= tokens;
    }
}
