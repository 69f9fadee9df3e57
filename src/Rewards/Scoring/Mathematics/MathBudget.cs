using R1Code.Rewards.Numbers;

namespace R1Code.Rewards.Mathematics;

/// <summary>How much one comparison may compute, in steps.</summary>
internal sealed class MathBudget
{
    private const int Steps = 20_000;

    private int _spent;

    /// <summary>One step.</summary>
    /// <exception cref="MathLimitException">There is none left.</exception>
    public void Spend(int steps = 1)
    {
        _spent += steps;
        if (_spent > Steps)
        {
            throw new MathLimitException("too much to compute");
        }
    }
}
