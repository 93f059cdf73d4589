package dev.emend.judge.calibration;

/**
 * What may still be spent.
 *
 * @param questions to judges and to the meta-model; huge where calls are not limited
 * @param cost of both, as {@link CalibrationTask#cost} counts it; huge where it is not limited
 */
record Allowance(double questions, double cost) {

    Allowance part(double share) {
        return new Allowance(questions * share, cost * share);
    }

    boolean covers(double asked, double costing) {
        return asked <= questions && costing <= cost;
    }
}
