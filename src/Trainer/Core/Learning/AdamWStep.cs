using System.Numerics;
using System.Runtime.InteropServices;

namespace R1Code.Trainer.Learning;

/// <summary>w ← w·decay − size·m / (√v·correction + ε).</summary>
internal sealed class AdamWStep(AdamWOptions options, double learningRate, long count)
{
    public float Beta1 { get; } = (float)options.Beta1;

    public float Beta2 { get; } = (float)options.Beta2;

    public float Epsilon { get; } = (float)options.Epsilon;

    public float Size { get; } = (float)(learningRate / (1 - Math.Pow(options.Beta1, count)));

    public float InverseRootCorrection { get; } = (float)(1 / Math.Sqrt(1 - Math.Pow(options.Beta2, count)));

    public void Update(Span<float> weight, Span<float> gradient, Span<float> mean, Span<float> square, float decay)
    {
        var weights = MemoryMarshal.Cast<float, Vector<float>>(weight);
        var gradients = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        var means = MemoryMarshal.Cast<float, Vector<float>>(mean);
        var squares = MemoryMarshal.Cast<float, Vector<float>>(square);
        for (var i = 0; i < weights.Length; i++)
        {
            var g = gradients[i];
            var m = means[i] * Beta1 + g * (1 - Beta1);
            var v = squares[i] * Beta2 + g * g * (1 - Beta2);
            var root = Vector.SquareRoot(v) * InverseRootCorrection + new Vector<float>(Epsilon);
            (means[i], squares[i]) = (m, v);
            weights[i] = weights[i] * decay - m / root * Size;
        }

        for (var i = weights.Length * Vector<float>.Count; i < weight.Length; i++)
        {
            var g = gradient[i];
            mean[i] = mean[i] * Beta1 + g * (1 - Beta1);
            square[i] = square[i] * Beta2 + g * g * (1 - Beta2);
            var root = MathF.Sqrt(square[i]) * InverseRootCorrection + Epsilon;
            weight[i] = weight[i] * decay - mean[i] / root * Size;
        }
    }
}
