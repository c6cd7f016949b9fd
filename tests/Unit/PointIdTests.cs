// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Xunit;

namespace Wattwarden.Tests.Unit;

public sealed class PointIdTests
{
    [Fact]
    public void Every_point_is_found_by_its_id_in_any_case()
    {
        for (int point = 0; point < PointId.Count; point++)
        {
            Assert.True(PointId.TryParse(PointId.Format(point), out int found));
            Assert.Equal(point, found);
            Assert.True(PointId.TryParse(PointId.Format(point).ToUpperInvariant(), out found));
            Assert.Equal(point, found);
        }
    }

    [Theory]
    [InlineData("m")]
    [InlineData("m0")]
    [InlineData("m01")]
    [InlineData("m31")]
    [InlineData("m-1")]
    [InlineData("m 1")]
    [InlineData("ds")]
    [InlineData("ds9")]
    [InlineData("out6")]
    [InlineData("event0")]
    [InlineData("time1")]
    [InlineData("m99999")]
    [InlineData("12")]
    [InlineData("")]
    [InlineData(null)]
    public void Anything_else_is_no_point(string? id) => Assert.False(PointId.TryParse(id, out _));
}
