using TorchSharp;

namespace R1Code.Trainer.Core.Tests.Models;

public sealed class TorchTests
{
    [Fact]
    public void Torch_MultipliesMatrices_OnThisMachine()
    {
        using var a = torch.arange(6, torch.float32).reshape(2, 3);
        using var product = a.matmul(a.t());

        Assert.Equal([5f, 14f, 14f, 50f], product.data<float>().ToArray());
    }
}
