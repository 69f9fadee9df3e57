using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Models;

/// <summary>The rotation of each position, ready for (batch, time, heads, head_dim) tensors.</summary>
/// <param name="Cos">Cosines, (1 or batch, time, 1, head_dim).</param>
/// <param name="Sin">Sines, the first half negated, same shape.</param>
internal sealed record Rotation(Tensor Cos, Tensor Sin)
{
    /// <summary>
    /// Rotates the pairs (i, i + head_dim/2) of every head. Rolling by half a head swaps the pair's members, so that with
    /// the sign in the table three operations do it.
    /// </summary>
    public Tensor Apply(Tensor heads) => addcmul(heads * Cos, heads.roll(heads.size(-1) / 2, -1), Sin, 1);
}

/// <summary>Tables of rotary positions, grown as longer sequences come.</summary>
internal sealed class RotaryEmbedding : IDisposable
{
    private readonly float[] _frequencies;
    private readonly float _magnitude;
    private readonly int _limit;
    private readonly Device _device;
    private float[] _hostCos = [];
    private float[] _hostSin = [];
    private Tensor _cos;
    private Tensor _sin;

    public RotaryEmbedding(ModelConfig config, Device device)
    {
        _frequencies = RopeScaling.Frequencies(config);
        _magnitude = (float)(config.RopeScaling?.Magnitude ?? 1);
        _limit = config.ContextLength;
        _device = device;
        (_cos, _sin) = Build(Math.Min(1024, _limit));
    }

    public Tensor[] Tensors => [_cos, _sin];

    /// <summary>The rotation of the given positions, each below <paramref name="positions"/>, or of 0 … time - 1.</summary>
    public Rotation At(Tensor? positionIds, int time, int positions, ScalarType type)
    {
        Reserve(positions);
        if (positionIds is null)
        {
            return new Rotation(Shape(_cos.narrow(0, 0, time)), Shape(_sin.narrow(0, 0, time)));
        }

        var flat = positionIds.reshape(-1);
        return new Rotation(Shape(_cos.index_select(0, flat)), Shape(_sin.index_select(0, flat)));

        Tensor Shape(Tensor table) => table.view(positionIds?.size(0) ?? 1, time, 1, 2 * _frequencies.Length).to(type);
    }

    /// <summary>The rotation of one position per row, for (rows, heads, head_dim) tensors.</summary>
    public Rotation OfRows(Tensor positions, int highest, ScalarType type)
    {
        Reserve(highest + 1);
        return new Rotation(
            _cos.index_select(0, positions).unsqueeze(1).to(type),
            _sin.index_select(0, positions).unsqueeze(1).to(type)
        );
    }

    /// <summary>One position's cosines and signed sines on the CPU; <see cref="Reserve"/> it first.</summary>
    public (ReadOnlyMemory<float> Cos, ReadOnlyMemory<float> Sin) RowOf(int position)
    {
        var width = 2 * _frequencies.Length;
        return (_hostCos.AsMemory(position * width, width), _hostSin.AsMemory(position * width, width));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _cos.Dispose();
        _sin.Dispose();
    }

    /// <summary>Makes sure that positions below this one are in the tables.</summary>
    public void Reserve(int positions)
    {
        if (positions <= _cos.size(0))
        {
            return;
        }

        using var scope = NewDisposeScope();
        var length = Math.Max(positions, (int)Math.Min(_limit, 2 * _cos.size(0)));
        Dispose();
        (_cos, _sin) = Build(length);
        scope.Detach(_cos, _sin);
    }

    /// <summary>Angles in float32, as the models were trained with.</summary>
    private (Tensor Cos, Tensor Sin) Build(int length)
    {
        var half = _frequencies.Length;
        var cos = new float[length * 2 * half];
        var sin = new float[length * 2 * half];
        for (var position = 0; position < length; position++)
        {
            for (var i = 0; i < half; i++)
            {
                var angle = position * _frequencies[i];
                var at = position * 2 * half + i;
                cos[at] = cos[at + half] = MathF.Cos(angle) * _magnitude;
                sin[at + half] = MathF.Sin(angle) * _magnitude;
                sin[at] = -sin[at + half];
            }
        }

        (_hostCos, _hostSin) = (cos, sin);
        return (tensor(cos, [length, 2L * half], device: _device), tensor(sin, [length, 2L * half], device: _device));
    }
}
