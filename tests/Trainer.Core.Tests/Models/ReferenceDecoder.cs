using R1Code.Trainer.Models;

namespace R1Code.Trainer.Core.Tests.Models;

/// <summary>
/// The forward and backward pass written out in double-precision loops, sharing no code with the model: the yardstick for
/// logits, loss and every gradient. One sequence at a time.
/// </summary>
internal sealed class ReferenceDecoder(ModelConfig config, IReadOnlyDictionary<string, double[]> weights)
{
    private readonly int _hidden = config.HiddenSize;
    private readonly int _inner = config.IntermediateSize;
    private readonly int _heads = config.NumAttentionHeads;
    private readonly int _keyHeads = config.NumKeyValueHeads ?? config.NumAttentionHeads;
    private readonly int _width = config.HeadDim!.Value;

    /// <summary>Gradients of the loss by weight name, filled by <see cref="LossAndGradients"/>.</summary>
    public Dictionary<string, double[]> Gradients { get; } =
        weights.ToDictionary(w => w.Key, w => new double[w.Value.Length]);

    /// <summary>Logits, (time, vocabulary), of the latest sequence.</summary>
    public double[][] Logits { get; private set; } = [];

    /// <summary>Sum of the next tokens' negative log-probabilities; adds its gradients to <see cref="Gradients"/>.</summary>
    public double LossAndGradients(int[] ids)
    {
        var embedding = weights["model.embed_tokens.weight"];
        var states = ids.Select(id => embedding.AsSpan(id * _hidden, _hidden).ToArray()).ToArray();
        var undo = new Stack<Func<double[][], double[][]>>();
        for (var layer = 0; layer < config.NumHiddenLayers; layer++)
        {
            states = Layer($"model.layers.{layer}.", states, undo);
        }

        (var normed, var undoNorm) = Norm("model.norm.weight", states);
        var head = config.TieWordEmbeddings ? "model.embed_tokens.weight" : "lm_head.weight";
        (Logits, var undoHead) = Linear(head, null, normed, config.VocabSize);

        double loss = 0;
        var slope = Logits.Select(row => new double[row.Length]).ToArray();
        for (var t = 0; t + 1 < ids.Length; t++)
        {
            var highest = Logits[t].Max();
            var sum = Logits[t].Sum(z => Math.Exp(z - highest));
            loss -= Logits[t][ids[t + 1]] - highest - Math.Log(sum);
            for (var v = 0; v < slope[t].Length; v++)
            {
                slope[t][v] = Math.Exp(Logits[t][v] - highest) / sum - (v == ids[t + 1] ? 1 : 0);
            }
        }

        var back = undoNorm(undoHead(slope));
        while (undo.TryPop(out var step))
        {
            back = step(back);
        }

        for (var t = 0; t < ids.Length; t++)
        {
            Add(Gradients["model.embed_tokens.weight"], ids[t] * _hidden, back[t]);
        }

        return loss;
    }

    private double[][] Layer(string prefix, double[][] states, Stack<Func<double[][], double[][]>> undo)
    {
        var (normed, undoNorm) = Norm(prefix + "input_layernorm.weight", states);
        var (attended, undoAttention) = Attention(prefix + "self_attn.", normed);
        undo.Push(slope => Sum(slope, undoNorm(undoAttention(slope))));
        states = Sum(states, attended);

        var (normedAgain, undoNormAgain) = Norm(prefix + "post_attention_layernorm.weight", states);
        var (fed, undoFeed) = FeedForward(prefix + "mlp.", normedAgain);
        undo.Push(slope => Sum(slope, undoNormAgain(undoFeed(slope))));
        return Sum(states, fed);
    }

    private (double[][], Func<double[][], double[][]>) Attention(string prefix, double[][] input)
    {
        var time = input.Length;
        var (q, undoQ) = Linear(prefix + "q_proj.weight", prefix + "q_proj.bias", input, _heads * _width);
        var (k, undoK) = Linear(prefix + "k_proj.weight", prefix + "k_proj.bias", input, _keyHeads * _width);
        var (v, undoV) = Linear(prefix + "v_proj.weight", prefix + "v_proj.bias", input, _keyHeads * _width);
        Func<double[][], double[][]> undoQNorm = slope => slope,
            undoKNorm = slope => slope;
        if (config.ModelType == "qwen3")
        {
            (q, undoQNorm) = HeadNorm(prefix + "q_norm.weight", q, _heads);
            (k, undoKNorm) = HeadNorm(prefix + "k_norm.weight", k, _keyHeads);
        }

        q = Rotate(q, _heads, +1);
        k = Rotate(k, _keyHeads, +1);
        var mixed = Zeros(time, _heads * _width);
        var shares = new double[_heads, time, time];
        for (var h = 0; h < _heads; h++)
        {
            var (qAt, kAt) = (h * _width, h / (_heads / _keyHeads) * _width);
            for (var i = 0; i < time; i++)
            {
                double total = 0;
                for (var j = 0; j <= i; j++)
                {
                    double score = 0;
                    for (var d = 0; d < _width; d++)
                    {
                        score += q[i][qAt + d] * k[j][kAt + d];
                    }

                    shares[h, i, j] = Math.Exp(score / Math.Sqrt(_width));
                    total += shares[h, i, j];
                }

                for (var j = 0; j <= i; j++)
                {
                    shares[h, i, j] /= total;
                    for (var d = 0; d < _width; d++)
                    {
                        mixed[i][qAt + d] += shares[h, i, j] * v[j][kAt + d];
                    }
                }
            }
        }

        var (output, undoOutput) = Linear(prefix + "o_proj.weight", prefix + "o_proj.bias", mixed, _hidden);
        return (
            output,
            slope =>
            {
                var dMixed = undoOutput(slope);
                var (dq, dk, dv) = (
                    Zeros(time, _heads * _width),
                    Zeros(time, _keyHeads * _width),
                    Zeros(time, _keyHeads * _width)
                );
                for (var h = 0; h < _heads; h++)
                {
                    var (qAt, kAt) = (h * _width, h / (_heads / _keyHeads) * _width);
                    for (var i = 0; i < time; i++)
                    {
                        var dShare = new double[i + 1];
                        double mean = 0;
                        for (var j = 0; j <= i; j++)
                        {
                            for (var d = 0; d < _width; d++)
                            {
                                dShare[j] += dMixed[i][qAt + d] * v[j][kAt + d];
                                dv[j][kAt + d] += dMixed[i][qAt + d] * shares[h, i, j];
                            }

                            mean += dShare[j] * shares[h, i, j];
                        }

                        for (var j = 0; j <= i; j++)
                        {
                            var dScore = shares[h, i, j] * (dShare[j] - mean) / Math.Sqrt(_width);
                            for (var d = 0; d < _width; d++)
                            {
                                dq[i][qAt + d] += dScore * k[j][kAt + d];
                                dk[j][kAt + d] += dScore * q[i][qAt + d];
                            }
                        }
                    }
                }

                // A rotation's gradient turns back by the same angle.
                var back = Sum(undoQ(undoQNorm(Rotate(dq, _heads, -1))), undoK(undoKNorm(Rotate(dk, _keyHeads, -1))));
                return Sum(back, undoV(dv));
            }
        );
    }

    private (double[][], Func<double[][], double[][]>) FeedForward(string prefix, double[][] input)
    {
        var (gate, undoGate) = Linear(prefix + "gate_proj.weight", null, input, _inner);
        var (up, undoUp) = Linear(prefix + "up_proj.weight", null, input, _inner);
        var product = gate.Select((row, t) => row.Select((g, i) => g / (1 + Math.Exp(-g)) * up[t][i]).ToArray())
            .ToArray();
        var (output, undoDown) = Linear(prefix + "down_proj.weight", null, product, _hidden);
        return (
            output,
            slope =>
            {
                var dProduct = undoDown(slope);
                var (dGate, dUp) = (Zeros(input.Length, _inner), Zeros(input.Length, _inner));
                for (var t = 0; t < input.Length; t++)
                {
                    for (var i = 0; i < _inner; i++)
                    {
                        var sigmoid = 1 / (1 + Math.Exp(-gate[t][i]));
                        dUp[t][i] = dProduct[t][i] * gate[t][i] * sigmoid;
                        dGate[t][i] = dProduct[t][i] * up[t][i] * sigmoid * (1 + gate[t][i] * (1 - sigmoid));
                    }
                }

                return Sum(undoGate(dGate), undoUp(dUp));
            }
        );
    }

    private (double[][], Func<double[][], double[][]>) Linear(
        string weight,
        string? bias,
        double[][] input,
        int outputs
    )
    {
        var (w, inputs) = (weights[weight], input[0].Length);
        var b = bias is not null && weights.TryGetValue(bias, out var found) ? found : null;
        var output = Zeros(input.Length, outputs);
        for (var t = 0; t < input.Length; t++)
        {
            for (var o = 0; o < outputs; o++)
            {
                double sum = b?[o] ?? 0;
                for (var i = 0; i < inputs; i++)
                {
                    sum += w[o * inputs + i] * input[t][i];
                }

                output[t][o] = sum;
            }
        }

        return (
            output,
            slope =>
            {
                var back = Zeros(input.Length, inputs);
                for (var t = 0; t < input.Length; t++)
                {
                    for (var o = 0; o < outputs; o++)
                    {
                        if (b is not null)
                        {
                            Gradients[bias!][o] += slope[t][o];
                        }

                        for (var i = 0; i < inputs; i++)
                        {
                            back[t][i] += slope[t][o] * w[o * inputs + i];
                            Gradients[weight][o * inputs + i] += slope[t][o] * input[t][i];
                        }
                    }
                }

                return back;
            }
        );
    }

    private (double[][], Func<double[][], double[][]>) Norm(string weight, double[][] input)
    {
        var w = weights[weight];
        var scales = input.Select(row => 1 / Math.Sqrt(row.Sum(x => x * x) / row.Length + config.RmsNormEps)).ToArray();
        var output = input.Select((row, t) => row.Select((x, i) => x * scales[t] * w[i]).ToArray()).ToArray();
        return (
            output,
            slope =>
            {
                var back = Zeros(input.Length, w.Length);
                for (var t = 0; t < input.Length; t++)
                {
                    double dot = 0;
                    for (var i = 0; i < w.Length; i++)
                    {
                        dot += slope[t][i] * w[i] * input[t][i];
                        Gradients[weight][i] += slope[t][i] * input[t][i] * scales[t];
                    }

                    for (var i = 0; i < w.Length; i++)
                    {
                        var cube = scales[t] * scales[t] * scales[t];
                        back[t][i] = slope[t][i] * w[i] * scales[t] - input[t][i] * cube * dot / w.Length;
                    }
                }

                return back;
            }
        );
    }

    /// <summary>The norm over each head alone: heads become rows and rows heads again.</summary>
    private (double[][], Func<double[][], double[][]>) HeadNorm(string weight, double[][] input, int heads)
    {
        var (output, undo) = Norm(weight, Cut(input));
        return (Join(output, heads), slope => Join(undo(Cut(slope)), heads));

        double[][] Cut(double[][] rows) => [.. rows.SelectMany(row => row.Chunk(_width))];

        static double[][] Join(double[][] rows, int heads) =>
            [.. rows.Chunk(heads).Select(chunk => chunk.SelectMany(x => x).ToArray())];
    }

    private double[][] Rotate(double[][] input, int heads, int direction)
    {
        var output = Zeros(input.Length, heads * _width);
        for (var t = 0; t < input.Length; t++)
        {
            for (var h = 0; h < heads; h++)
            {
                for (var i = 0; i < _width / 2; i++)
                {
                    var angle = direction * t * Frequency(i);
                    var (a, b) = (h * _width + i, h * _width + i + _width / 2);
                    var size = Magnitude();
                    output[t][a] = size * (input[t][a] * Math.Cos(angle) - input[t][b] * Math.Sin(angle));
                    output[t][b] = size * (input[t][b] * Math.Cos(angle) + input[t][a] * Math.Sin(angle));
                }
            }
        }

        return output;
    }

    private double Frequency(int i)
    {
        var plain = Math.Pow(config.RopeTheta, -2.0 * i / _width);
        if (config.RopeScaling is { RopeType: "yarn" })
        {
            return YarnFrequency(i);
        }

        if (config.RopeScaling is not { RopeType: "llama3" } scaling)
        {
            return config.RopeScaling is null ? plain : plain / config.RopeScaling.Factor;
        }

        var turns = scaling.OriginalMaxPositionEmbeddings!.Value * plain / (2 * Math.PI); // within the original context
        var (low, high) = (scaling.LowFreqFactor!.Value, scaling.HighFreqFactor!.Value);
        var keep = Math.Clamp((turns - low) / (high - low), 0, 1);
        return keep * plain + (1 - keep) * plain / scaling.Factor;
    }

    // The ramp runs between the pairs whose number of turns over the original context is 32 and 1, found by looking.
    private double YarnFrequency(int i)
    {
        var scaling = config.RopeScaling!;
        double Turns(double pair) =>
            scaling.OriginalMaxPositionEmbeddings!.Value
            * Math.Pow(config.RopeTheta, -2 * pair / _width)
            / (2 * Math.PI);

        var first = -1_000;
        while (Turns(first + 1) >= 32)
        {
            first++;
        }

        var last = 1_000;
        while (Turns(last - 1) <= 1)
        {
            last--;
        }

        var keep =
            1 - Math.Clamp((i - Math.Max(first, 0.0)) / (Math.Min(last, _width - 1) - Math.Max(first, 0.0)), 0, 1);
        var plain = Math.Pow(config.RopeTheta, -2.0 * i / _width);
        return keep * plain + (1 - keep) * plain / scaling.Factor;
    }

    private double Magnitude() =>
        config.RopeScaling is { RopeType: "yarn", Factor: var factor } ? 1 + Math.Log(factor) / 10 : 1;

    private static double[][] Zeros(int rows, int columns) =>
        [.. Enumerable.Range(0, rows).Select(_ => new double[columns])];

    private static double[][] Sum(double[][] a, double[][] b) =>
        [.. a.Select((row, t) => row.Select((x, i) => x + b[t][i]).ToArray())];

    private static void Add(double[] target, int start, double[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            target[start + i] += values[i];
        }
    }
}
