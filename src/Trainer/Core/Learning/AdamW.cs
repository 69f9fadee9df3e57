using System.Globalization;
using System.Runtime.InteropServices;
using R1Code.Trainer.Checkpoints;
using R1Code.Trainer.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace R1Code.Trainer.Learning;

/// <summary>The optimizer's settings.</summary>
public sealed record AdamWOptions
{
    /// <summary>Decay of the mean gradient. The default value is 0.9.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the mean squared gradient. The default value is 0.999.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>What keeps the division finite. The default value is 1e-8.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Share of each matrix that decays per unit of learning rate; norms and biases never do. The default value is 0.</summary>
    public double WeightDecay { get; init; }
}

/// <summary>
/// AdamW (Loshchilov and Hutter) over named parameters, with bias correction as PyTorch computes it. Weights of a half type
/// learn through a float32 copy. Everything it remembers is saved and restored to the bit.
/// </summary>
public sealed class AdamW : IDisposable
{
    private readonly AdamWOptions _options;
    private readonly List<Slot> _slots = [];

    /// <summary>Starts with zero moments.</summary>
    /// <param name="parameters">What learns, by name; those without <c>requires_grad</c> are left out.</param>
    /// <param name="options">The settings.</param>
    public AdamW(IEnumerable<(string Name, Parameter Parameter)> parameters, AdamWOptions? options = null)
    {
        _options = options ?? new AdamWOptions();
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (name, parameter) in parameters.Where(entry => entry.Parameter.requires_grad))
        {
            var master =
                parameter.dtype == ScalarType.Float32 ? null : parameter.detach().to(ScalarType.Float32).clone();
            var mean = zeros(parameter.shape, dtype: ScalarType.Float32, device: parameter.device);
            var slot = new Slot(name, parameter, master, mean, zeros_like(mean));
            scope.Detach(slot.Tensors.Select(tensor => tensor.Value));
            _slots.Add(slot);
            // Here to stay: gradients that come and go with every step lie between its scratch and tear the heap to pieces.
            parameter.grad = zeros_like(parameter);
        }
    }

    /// <summary>How many steps were taken.</summary>
    public long StepCount { get; private set; }

    /// <summary>Sets all gradients to zero.</summary>
    public void ZeroGrad()
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        foreach (var slot in _slots)
        {
            slot.Parameter.grad?.zero_();
        }
    }

    /// <summary>Scales all gradients together so that their norm is at most the limit. Returns the norm before; NaN or infinite where one is.</summary>
    /// <param name="limit">The largest norm; infinity only measures.</param>
    public double ClipGradientNorm(double limit)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var gradients = _slots.Select(slot => slot.Parameter.grad).OfType<Tensor>().ToArray();
        if (gradients.Length == 0)
        {
            return 0;
        }

        var norms = gradients.Select(gradient => gradient.to(ScalarType.Float32).norm()).ToArray();
        var norm = stack(norms).to(ScalarType.Float64).norm().item<double>();
        if (norm > limit && double.IsFinite(norm))
        {
            foreach (var gradient in gradients)
            {
                gradient.mul_(limit / (norm + 1e-6));
            }
        }

        return norm;
    }

    /// <summary>Moves every parameter that has a gradient.</summary>
    /// <param name="learningRate">This step's learning rate.</param>
    public void Step(double learningRate)
    {
        StepCount++;
        using var noGrad = no_grad();
        var step = new AdamWStep(_options, learningRate, StepCount);
        foreach (var slot in _slots)
        {
            using var scope = NewDisposeScope();
            if (slot.Parameter.grad is not { } gradient)
            {
                continue;
            }

            gradient = gradient.to(ScalarType.Float32).contiguous();
            var weight = slot.Master ?? slot.Parameter;
            var decay = slot.Decays ? 1 - learningRate * _options.WeightDecay : 1;
            if (weight.device_type == DeviceType.CPU && weight.is_contiguous())
            {
                StepOnCpu(step, decay, weight, gradient, slot);
            }
            else
            {
                StepOnDevice(step, decay, weight, gradient, slot);
            }

            if (slot.Master is not null)
            {
                slot.Parameter.copy_(slot.Master);
            }
        }

        NativeHeap.TrimNowAndThen();
    }

    /// <summary>Writes moments and step count. Returns the file's SHA-256.</summary>
    /// <param name="path">The file.</param>
    public string Save(string path) =>
        SafetensorsWriter.Write(
            path,
            _slots.SelectMany(slot => slot.Tensors),
            metadata: new Dictionary<string, string>
            {
                ["format"] = "pt",
                ["step"] = StepCount.ToString(CultureInfo.InvariantCulture),
            }
        );

    /// <summary>Restores what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is damaged or belongs to other parameters.</exception>
    public void Load(string path)
    {
        using var reader = new SafetensorsReader(path);
        if (
            !reader.Metadata.TryGetValue("step", out var text)
            || !long.TryParse(text, CultureInfo.InvariantCulture, out var step)
        )
        {
            throw new InvalidDataException($"{path}: has no \"step\" in its metadata; it is not an optimizer's file.");
        }

        foreach (var (name, tensor) in _slots.SelectMany(slot => slot.Tensors))
        {
            reader.CopyTo(name, tensor);
        }

        StepCount = step;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var slot in _slots)
        {
            slot.Parameter.grad = null;
            foreach (var (_, tensor) in slot.Tensors)
            {
                tensor.Dispose();
            }
        }
    }

    /// <summary>One pass over memory instead of eight; element by element, so that vectors and threads change nothing.</summary>
    private static void StepOnCpu(AdamWStep step, double decay, Tensor weight, Tensor gradient, Slot slot)
    {
        const int block = 1 << 16;
        var count = weight.numel();
        var blocks = (int)((count + block - 1) / block);
        if (blocks == 1)
        {
            UpdateBlock(0);
            return;
        }

        Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = get_num_threads() }, UpdateBlock);

        void UpdateBlock(int index)
        {
            using var scope = NewDisposeScope();
            var (start, length) = (index * (long)block, Math.Min(block, count - index * (long)block));
            step.Update(
                Part(weight, start, length),
                Part(gradient, start, length),
                Part(slot.Mean, start, length),
                Part(slot.Square, start, length),
                (float)decay
            );
        }

        static Span<float> Part(Tensor tensor, long start, long length) =>
            MemoryMarshal.Cast<byte, float>(tensor.detach().view(-1).narrow(0, start, length).bytes);
    }

    private static void StepOnDevice(AdamWStep step, double decay, Tensor weight, Tensor gradient, Slot slot)
    {
        weight.mul_(decay);
        slot.Mean.mul_(step.Beta1).add_(gradient, alpha: 1 - step.Beta1);
        slot.Square.mul_(step.Beta2).addcmul_(gradient, gradient, 1 - step.Beta2);
        var denominator = slot.Square.sqrt().mul_(step.InverseRootCorrection).add_(step.Epsilon);
        weight.addcdiv_(slot.Mean, denominator, -step.Size);
    }

    private sealed record Slot(string Name, Parameter Parameter, Tensor? Master, Tensor Mean, Tensor Square)
    {
        /// <summary>Matrices decay; vectors (norms, biases) do not.</summary>
        public bool Decays => Parameter.dim() > 1;

        public IEnumerable<KeyValuePair<string, Tensor>> Tensors
        {
            get
            {
                yield return new($"exp_avg.{Name}", Mean);
                yield return new($"exp_avg_sq.{Name}", Square);
                if (Master is not null)
                {
                    yield return new($"master.{Name}", Master);
                }
            }
        }
    }
}
