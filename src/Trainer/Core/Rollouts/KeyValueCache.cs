using R1Code.Trainer.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Rollouts;

/// <summary>
/// Keys and values of all rows in one block. Rows are aligned at their end: every row writes its next token into the same
/// column, a longer row starts further left. A new row's prompt is placed so that it ends at that column, so
/// that rows of any age share one attention call over the longest row's span, with a mask over what lies before a row's start.
/// </summary>
internal sealed class KeyValueCache : IDisposable
{
    private const int Step = 64;

    private readonly ModelConfig _config;
    private readonly Device _device;
    private readonly ScalarType _type;
    private readonly int[] _starts;
    private Tensor _block; // (layers, 2, rows, key heads, columns, head_dim)
    private Tensor _mask; // (rows, columns): 0 from a row's start on, -infinity before
    private Tensor[] _keys = []; // (rows, key heads, columns, head_dim) per layer
    private Tensor[] _values = [];

    public KeyValueCache(ModelConfig config, int rows, Device device, ScalarType type)
    {
        (_config, _device, _type) = (config, device, type);
        _starts = new int[rows];
        (_block, _mask) = Allocate(Step);
        MakeViews();
    }

    /// <summary>How many rows are in use: the first ones.</summary>
    public int Rows { get; private set; }

    /// <summary>The column that the next token of every row goes to.</summary>
    public int Column { get; private set; }

    private int Columns => (int)_mask.size(1);

    private int FirstColumn => Rows == 0 ? Column : _starts.Take(Rows).Min();

    /// <summary>How many tokens a row holds.</summary>
    public int LengthOf(int row) => Column - _starts[row];

    /// <summary>Adds a row that begins with computed keys and values, (layers, 2, 1, key heads, length, head_dim).</summary>
    public void AddRow(Tensor prefix)
    {
        using var scope = NewDisposeScope();
        var length = (int)prefix.size(4);
        EnsureRoom(length);
        var start = Column - length;
        _block.narrow(2, Rows, 1).narrow(4, start, length).copy_(prefix);
        _starts[Rows] = start;
        Rows++;
        WriteMask(Rows - 1);
    }

    /// <summary>Removes a row; the last row takes its place.</summary>
    public void RemoveRow(int row)
    {
        using var scope = NewDisposeScope();
        Rows--;
        if (row == Rows)
        {
            return;
        }

        var (start, length) = (_starts[Rows], LengthOf(Rows));
        _block.narrow(2, row, 1).narrow(4, start, length).copy_(_block.narrow(2, Rows, 1).narrow(4, start, length));
        _starts[row] = start;
        WriteMask(row);
    }

    /// <summary>Makes room for one more column before a step writes it.</summary>
    public void BeginStep()
    {
        if (Column == Columns)
        {
            EnsureRoom(0);
        }
    }

    /// <summary>Writes this step's keys and values, (rows, key heads, head_dim) each, and returns what each row may look at.</summary>
    public (Tensor Keys, Tensor Values) Append(int layer, Tensor key, Tensor value)
    {
        _keys[layer].narrow(0, 0, Rows).select(2, Column).copy_(key);
        _values[layer].narrow(0, 0, Rows).select(2, Column).copy_(value);
        var (first, span) = (FirstColumn, Column + 1 - FirstColumn);
        return (
            _keys[layer].narrow(0, 0, Rows).narrow(2, first, span),
            _values[layer].narrow(0, 0, Rows).narrow(2, first, span)
        );
    }

    /// <summary>The additive mask of the step, (rows, 1, 1, span), or null where all rows started together.</summary>
    public Tensor? Mask()
    {
        var first = FirstColumn;
        return _starts.AsSpan(0, Rows).IndexOfAnyExcept(first) < 0
            ? null
            : _mask.narrow(0, 0, Rows).narrow(1, first, Column + 1 - first).unsqueeze(1).unsqueeze(1);
    }

    /// <summary>Ends a step: every row is one token longer.</summary>
    public void EndStep() => Column++;

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var tensor in _keys.Concat(_values).Append(_block).Append(_mask))
        {
            tensor.Dispose();
        }
    }

    /// <summary>
    /// Moves what is in use so that a row of <paramref name="length"/> columns fits before the current column and a step
    /// after it: to the left end of the block, or into a larger block.
    /// </summary>
    private void EnsureRoom(int length)
    {
        var (first, used) = (FirstColumn, Column - FirstColumn);
        var column = Math.Max(used, length);
        if (Column >= length && Column < Columns)
        {
            return;
        }

        using var scope = NewDisposeScope();
        var (oldBlock, oldMask) = (_block, _mask);
        // Twice what is needed: a move costs as much as the steps it makes room for, not more.
        (_block, _mask) = Allocate((2 * column / Step + 1) * Step);
        if (used > 0)
        {
            _block
                .narrow(2, 0, Rows)
                .narrow(4, column - used, used)
                .copy_(oldBlock.narrow(2, 0, Rows).narrow(4, first, used));
        }

        oldBlock.Dispose();
        oldMask.Dispose();
        var shift = column - Column;
        Column = column;
        MakeViews();
        for (var row = 0; row < Rows; row++)
        {
            _starts[row] += shift;
            WriteMask(row);
        }
    }

    private (Tensor Block, Tensor Mask) Allocate(int columns)
    {
        using var scope = NewDisposeScope();
        // Zeros, not whatever memory holds: a masked column still takes part, and NaN times zero is NaN.
        var block = zeros(
            [_config.NumHiddenLayers, 2, _starts.Length, _config.KeyValueHeads, columns, _config.HeadWidth],
            dtype: _type,
            device: _device
        );
        var mask = zeros(_starts.Length, columns, dtype: _type, device: _device);
        return (scope.Detach(block), scope.Detach(mask));
    }

    private void MakeViews()
    {
        using var scope = NewDisposeScope();
        foreach (var view in _keys.Concat(_values))
        {
            view.Dispose();
        }

        _keys = [.. Enumerable.Range(0, _config.NumHiddenLayers).Select(layer => _block[layer, 0])];
        _values = [.. Enumerable.Range(0, _config.NumHiddenLayers).Select(layer => _block[layer, 1])];
        scope.Detach(_keys);
        scope.Detach(_values);
    }

    private void WriteMask(int row)
    {
        using var scope = NewDisposeScope();
        _mask[row].zero_();
        if (_starts[row] > 0)
        {
            _mask[row].narrow(0, 0, _starts[row]).fill_(float.NegativeInfinity);
        }
    }
}
